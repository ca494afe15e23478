"""Random figures that keep the form's identities, and what authors do to them: blanks and arithmetic mistakes."""

import random
from decimal import Decimal

from .model import APPLICANTS, COLUMNS, MIDDLE, RESULTS, REVIEWS, Address, Truth, form, rows_of

PROFILES = {"zero": 0.10, "sparse": 0.32, "middling": 0.33, "dense": 0.25}
NOT_OUTCOMES = ("received.new", "received.carried_in", "outcome.total", "carried_out")
BLANK_MARKS = ("", "", "", "/", "-", "—", "无", "--", "\u3000")


def pick_profile(rng: random.Random) -> str:
    return rng.choices(list(PROFILES), weights=list(PROFILES.values()))[0]


def count(rng: random.Random, profile: str) -> int:
    """One count of requests: mostly 0 for a township, up to four digits for a city."""
    chance, scale = {"zero": (0, 1), "sparse": (0.10, 3), "middling": (0.45, 25), "dense": (0.85, 260)}[profile]
    if rng.random() >= chance:
        return 0
    return max(1, int(rng.expovariate(1 / scale)))


def draw(rng: random.Random, edition: int, profile: str, merged_other: bool) -> dict[Address, Decimal]:
    """Every printed cell of the form with a figure; with ``merged_other`` a 2021 form prints （六） as one row."""
    values: dict[Address, Decimal] = {}
    draw_applications(rng, values, outcome_rows(edition, merged_other), profile)
    draw_reviews(rng, values, profile)
    for cell in form(edition):
        if cell.address.table == "article20":
            values[cell.address] = article_figure(rng, cell, profile)
    return values


def outcome_rows(edition: int, merged_other: bool) -> list[str]:
    rows = [key for key in rows_of(edition, "applications") if key not in NOT_OUTCOMES]
    if merged_other:
        rows = [key for key in rows if not key.startswith("outcome.other")] + ["outcome.other"]
    return rows


def draw_applications(rng, values, outcomes, profile) -> None:
    quiet = [column for column in MIDDLE if rng.random() < 0.25]
    for column in APPLICANTS:
        level = "zero" if column in quiet else profile
        parts = {row: count(rng, level) for row in outcomes}
        closed = sum(parts.values())
        carried_out = count(rng, level) if rng.random() < 0.6 else 0
        carried_in = min(count(rng, level) if rng.random() < 0.6 else 0, closed + carried_out)
        parts |= {
            "outcome.total": closed,
            "carried_out": carried_out,
            "received.carried_in": carried_in,
            "received.new": closed + carried_out - carried_in,
        }
        for row, number in parts.items():
            values[Address("applications", row, column)] = Decimal(number)
    for row in {address.row_key for address in values}:
        total = sum(values[Address("applications", row, column)] for column in APPLICANTS)
        values[Address("applications", row, "total")] = total


def draw_reviews(rng, values, profile) -> None:
    for row in REVIEWS:
        parts = [count(rng, profile) if rng.random() < 0.6 else 0 for _ in RESULTS[:-1]]
        for column, number in zip(RESULTS, [*parts, sum(parts)], strict=True):
            values[Address("review_litigation", row, column)] = Decimal(number)


def article_figure(rng, cell, profile) -> Decimal:
    """A figure of the article-20 table: counts, changes that may be negative, money with 0 to 6 decimals."""
    if cell.unit in ("万元", "as printed"):
        if profile == "zero" or rng.random() < 0.35:
            return Decimal(0)
        places = rng.choice((0, 0, 1, 2, 2, 4, 4, 6))
        size = rng.choice((10, 1000, 100000)) if cell.unit == "万元" else rng.choice((1000, 10**6, 10**8))
        return Decimal(rng.randrange(1, size * 10**places)).scaleb(-places)
    if profile == "zero" or rng.random() < (0.5 if profile == "sparse" else 0.2):
        return Decimal(0)
    if cell.address.column_key == "items_change":
        return Decimal(rng.randrange(-40, 60))
    scale = {"sparse": 30, "middling": 700, "dense": 60000}[profile]
    return Decimal(int(rng.expovariate(1 / scale)))


def make_mistakes(rng: random.Random, values: dict[Address, Decimal]) -> None:
    """The author's arithmetic slips: a total not added up, a digit off, totals left at 0, a row in the wrong column."""
    kind = rng.choice(("total_off", "part_off", "zero_total", "swapped", "two"))
    inner = [a for a in values if a.table == "applications"]
    if kind in ("total_off", "two"):
        values[rng.choice([a for a in inner if a.column_key == "total"])] += rng.choice((1, -1, 2, 10))
    if kind in ("part_off", "two"):
        values[rng.choice(inner)] += rng.choice((1, 3, 9))
    if kind == "zero_total":
        for row in REVIEWS:
            values[Address("review_litigation", row, "total")] = Decimal(0)
    if kind == "swapped":
        row = rng.choice(inner).row_key
        one, two = rng.sample(APPLICANTS, 2)
        first, second = Address("applications", row, one), Address("applications", row, two)
        values[first], values[second] = values[second], values[first]
    for address, value in values.items():
        if value < 0 and address.column_key != "items_change":
            values[address] = Decimal(0)


def to_truth(values: dict[Address, Decimal], edition: int) -> dict[Address, Truth]:
    """Truth for every printed cell, and ``absent`` for those of the form that are not printed."""
    truth = {address: Truth(value, plain(value)) for address, value in values.items()}
    for cell in form(edition):
        truth.setdefault(cell.address, Truth(None, "", "absent"))
    return truth


def plain(value: Decimal) -> str:
    return f"{value:f}"


BLANKS = ("zeros", "middle", "row_four", "totals", "review", "article", "scattered", "applications")


def leave_blank(rng: random.Random, truth: dict[Address, Truth], kind: str) -> bool:
    """Leave cells blank the way authors do; False where this report has nothing to leave blank."""
    mark = rng.choice(BLANK_MARKS)

    def wanted(address: Address) -> bool:
        zero = truth[address].value == 0
        inner = address.table == "applications"
        return {
            "zeros": zero,
            "middle": inner and address.column_key in MIDDLE and zero,
            "row_four": inner and address.row_key == "carried_out",
            "totals": inner and address.column_key == "total" and address.row_key.startswith("outcome"),
            "review": address.table == "review_litigation" and zero,
            "article": address.table == "article20" and zero,
            "scattered": zero and rng.random() < 0.3,
            "applications": inner and zero,
        }[kind]

    chosen = [address for address in truth if truth[address].status == "reported" and wanted(address)]
    for address in chosen:
        truth[address] = Truth(None, mark, "blank")
    return bool(chosen)


def holds(truth: dict[Address, Truth]) -> bool:
    """Whether the identities hold over the printed figures, blanks taken as 0."""
    def value(table, row, column):
        cell = truth.get(Address(table, row, column))
        return (cell.value if cell else None) or Decimal(0)

    rows = {a.row_key for a in truth if a.table == "applications"}
    outcomes = [r for r in rows if r not in NOT_OUTCOMES]
    good = all(
        sum(value("applications", r, c) for c in APPLICANTS) == value("applications", r, "total") for r in rows
    )
    for c in COLUMNS:
        closed = value("applications", "outcome.total", c)
        good &= closed == sum(value("applications", r, c) for r in outcomes)
        left = value("applications", "received.new", c) + value("applications", "received.carried_in", c)
        good &= left == closed + value("applications", "carried_out", c)
    for r in REVIEWS:
        parts = sum(value("review_litigation", r, c) for c in RESULTS[:-1])
        good &= parts == value("review_litigation", r, "total")
    return good

"""Which cells of run-together rows are decidable at all: by brute force over every cut, not by the reader's way."""

import re
from collections import Counter
from itertools import combinations

from .model import COLUMNS, RESULTS, REVIEWS, Address, Report

LIMIT = 30_000


def settle_joined(report: Report) -> None:
    """Mark the cells of an A9 document that no cut of the digits with the form's sums pins down."""
    rows = list(dict.fromkeys(a.row_key for a in report.truth if a.table == "applications"))
    options = {}
    for row in rows:
        addresses = [Address("applications", row, column) for column in COLUMNS]
        if report.truth[addresses[0]].status == "absent" or report.truth[addresses[0]].status == "missing":
            continue
        texts = [report.truth[a].text.strip() for a in addresses]
        options[row] = cuts_with_total(texts) if all(re.fullmatch(r"\d+", text) for text in texts) else None
        if options[row] is None and any(texts):
            report.lose(addresses)
    keep_those_with_column_sums(report, options)
    settle_reviews(report)
    settle_articles(report)


def cuts(digits: str, parts: int) -> list[tuple[int, ...]]:
    """Every way to cut digits into that many numbers without leading zeros."""
    found = []
    for places in combinations(range(1, len(digits)), parts - 1):
        words = [digits[a:b] for a, b in zip((0, *places), (*places, len(digits)), strict=True)]
        if not any(len(word) > 1 and word[0] == "0" for word in words):
            found.append(tuple(map(int, words)))
        if len(found) > LIMIT:
            break
    return found


def cuts_with_total(texts: list[str]) -> list[tuple[int, ...]]:
    digits = "".join(texts)
    if len(digits) == 7:
        return [tuple(map(int, digits))]
    return [cut for cut in cuts(digits, 7) if sum(cut[:6]) == cut[6]]


def keep_those_with_column_sums(report: Report, options: dict[str, list | None]) -> None:
    """Walk the rows adding up column sums; a cut stays if some choice of the others closes both column identities."""
    known = {row: cut for row, cut in options.items() if cut}
    truth = {row: tuple(int(report.truth[Address("applications", row, c)].value) for c in COLUMNS) for row in known}
    complete = all(options.values()) and all(truth[row] in options[row] for row in known)
    for row, cut in known.items():
        if len(cut) == 1 and cut[0] == truth[row]:
            continue
        left = cut if not complete else [c for c in cut if closes(row, c, known)]
        for place, column in enumerate(COLUMNS):
            if len({c[place] for c in left}) != 1 or left[0][place] != truth[row][place]:
                report.lose([Address("applications", row, column)])


def closes(row: str, cut: tuple[int, ...], options: dict[str, list]) -> bool:
    """Whether the other rows can be cut so that, with this cut, every column adds up (True where too many to try)."""
    sums = Counter({(0,) * 14: 1})
    for other, choices in options.items():
        choices = [cut] if other == row else choices
        step = Counter()
        for total in sums:
            for choice in choices:
                step[tuple(t + s for t, s in zip(total, signed(other, choice), strict=True))] += 1
        if len(step) > LIMIT:
            return True
        sums = step
    return sums[(0,) * 14] > 0


def signed(row: str, cut: tuple[int, ...]) -> tuple[int, ...]:
    """A row's part in the two identities of each column."""
    zero = (0,) * 7
    minus = tuple(-n for n in cut)
    if row in ("received.new", "received.carried_in"):
        return cut + zero
    if row == "carried_out":
        return minus + zero
    return minus + minus if row == "outcome.total" else zero + cut


def settle_reviews(report: Report) -> None:
    addresses = [Address("review_litigation", row, column) for row in REVIEWS for column in RESULTS]
    texts = [report.truth[a].text.strip() for a in addresses]
    if not any(texts):
        return
    digits = "".join(texts)
    if not all(re.fullmatch(r"\d+", text) for text in texts):
        report.lose(addresses)
        return
    if len(digits) == 15:
        return
    if len(digits) > 24:
        report.lose(addresses)
        return
    found = [c for c in cuts(digits, 15) if all(sum(c[i : i + 4]) == c[i + 4] for i in (0, 5, 10))]
    for place, address in enumerate(addresses):
        if len({c[place] for c in found}) != 1 or found[0][place] != report.truth[address].value:
            report.lose([address])


def settle_articles(report: Report) -> None:
    """Rows of the article-20 table with several figures are cut only where every figure has one digit."""
    rows: dict[str, list[Address]] = {}
    for address in report.truth:
        if address.table == "article20":
            rows.setdefault(address.row_key, []).append(address)
    for addresses in rows.values():
        texts = [report.truth[a].text.strip() for a in addresses]
        digits = "".join(texts)
        if len(addresses) > 1 and any(texts) and not (digits.isdigit() and len(digits) == len(addresses)):
            options = cuts(digits, len(addresses)) if digits.isdigit() and all(texts) else []
            if len(options) != 1:
                report.lose(addresses)

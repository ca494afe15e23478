"""What a document says of itself: what it calls itself, whom it obeys, its index number, parts of the old form."""

from extract.report_words import Words

KINDS = "<own_township|own_county|own_department|own_any>"


def own_words(body: str, words: Words) -> tuple[str, ...]:
    """What the text calls its own agency, the most frequent first."""
    counts: dict[str, int] = {}
    for word in words.pattern(f"[我本]({KINDS})(?!级)").findall(body):
        counts[word] = counts.get(word, 0) + 1
    return tuple(sorted(counts, key=lambda word: (word in words.groups["own_any"], -counts[word])))


def superiors(body: str, words: Words) -> tuple[str, ...]:
    """Levels whose committee or government the text speaks of without a name before it (县委, 区政府), lowest first."""
    lead = words.pattern(r"(?:^|[\n,。;、(“]|<superior_lead>|<superior_body>)$")
    hits = words.pattern("(<own_county>)<superior_body>").finditer(body)
    found = {hit.group(1) for hit in hits if lead.search(body[max(hit.start() - 4, 0) : hit.start()])}
    return tuple(word for word in words.groups.get("own_county", ()) if word in found)


def index_codes(head: list[str], words: Words) -> tuple[str, ...]:
    """Six digits an index number begins with, behind the two of a credit code where it is one (11330822...)."""
    if not words.found("index_label", "\n".join(head)):
        return ()
    label = words.pattern(r"<index_label>[\s:：|]*(?:1[1-9](?=\d{6}))?(\d{6})")
    return tuple(dict.fromkeys(hit.group(1) for line in head for hit in label.finditer(line)))


def old_form(body: str, words: Words) -> bool:
    """Two parts or more that the form since 2019 has dropped, and none that it brought."""
    return not words.found("new_form", body) and sum(word in body for word in words.groups["old_form"]) >= 2


def is_own(text: str, words: Words) -> bool:
    """Whether a text only says 我局, 本单位 or the like, which names nobody."""
    return words.pattern(f"[我本](?:{KINDS})").fullmatch(text) is not None

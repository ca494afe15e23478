"""What the elements of a web page say: the words of a link, the row it stands in, the text a reader sees. No I/O."""

from lxml import etree

ROWS = ("li", "tr", "dd", "dt", "p")
UNSEEN = frozenset(("script", "style", "noscript", "template"))
SHORT_WORDS = 6  # characters: a link that says only what clicking does
LONGEST_ROW = 200
LONGEST_WORDS = 500  # characters of a link: what is longer names nothing


def script_of(element: etree._Element) -> str:
    """What a link does by script rather than by its address."""
    href = element.get("href") or ""
    script = href if href.lower().lstrip().startswith("javascript:") else ""
    return f"{element.get('onclick') or ''} {script}"


def of_link(element: etree._Element) -> tuple[str, str]:
    """The words of a link, its title where that says more, and the text of the row it stands in."""
    said = " ".join("".join(element.itertext()).split())
    title = " ".join((element.get("title") or "").split())
    said = (title if len(title) > len(said) else said)[:LONGEST_WORDS]
    row = next((brief(above) for above in element.iterancestors(*ROWS)), "")
    return (f"{row} {said}" if row and len(said) <= SHORT_WORDS else said), row


def brief(element: etree._Element) -> str:
    """The text of an element, or none of it where it is long: rows that hold half the page say nothing of a link."""
    pieces, length = [], 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece.strip())
        if length > LONGEST_ROW:
            return ""
    return " ".join("".join(pieces).split())


def visible(root: etree._Element) -> str:
    """The text a reader sees. One walk: asking every text for its ancestors takes minutes where they are many."""
    pieces = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        unseen = element.tag in UNSEEN
        if event == "start" and unseen:
            walk.skip_subtree()
        elif event == "start":
            pieces.append(element.text or "")
        if event == "end":
            pieces.append(element.tail or "")
    return " ".join(" ".join(pieces).split())

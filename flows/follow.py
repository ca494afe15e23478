"""Where a page leads: which of its links become known pages, within bounds that no list without end passes."""

from datetime import datetime

from flows import discover, sitemap
from flows.answers import Answer
from flows.collect import CollectReport
from flows.discover import Link, Vocabulary
from flows.pages import Known, Pages
from flows.sources import Source

FEW_LEADS = 5
DEEPEST = {"list": 300, "sitemap": 3}  # pages one behind the other, lists that never end; others: signposts
SIGNPOSTS = 5
MOST_LISTS = 1000  # further pages of lists known for one source: more are a calendar, or hold a session
MOST_LINKS = 20_000  # that one page is believed to lead to


class Follower:
    """Makes known what pages of these sources lead to; what is doubtful about a page becomes its reason and a problem
    of the ``report``."""

    def __init__(self, sources: dict[str, Source], words: Vocabulary, pages: Pages, now: datetime,
                 report: CollectReport):
        self.sources, self.words, self.pages, self.now, self.report = sources, words, pages, now, report
        self.lists = pages.lists()

    def follow(self, page: Known, answer: Answer, shown: discover.Page | None) -> list[Known]:
        """The pages this one made known."""
        found = []
        links = self._links(page, answer, shown)
        if len(links) > MOST_LINKS:
            self._doubt(page, f"it leads to {len(links)} addresses, of which {MOST_LINKS} are followed",
                        "name a smaller list, or follow")
        above = self._above(page, shown)
        for link in links[:MOST_LINKS]:
            named = self.words["report"].search(link.words) and self.words["year"].search(link.words)
            words = link.words if named else " ".join(filter(None, (above, link.words))) or None
            depth = (page.depth or 0) + 1 if link.kind in (page.kind, "list") else 0
            known = Known(link.url, link.kind, page.source, page.url, words, self.now, self.now, depth=depth)
            if self._is_within(page, known) and self.pages.add(known):
                found.append(known)
        self.report.counts["found"] += len(found)
        self._compare_leads(page, [link for link in links if link.kind in ("page", "attachment")], found)
        return found

    def _above(self, page: Known, shown: discover.Page | None) -> str | None:
        """What names the files of a page where they do not name themselves: they are called only "attachment", their
        page is called by name, on the list that led to it or, where that says little, by itself."""
        if not page.is_document:
            return None
        if page.words and self.words["report"].search(page.words):
            return page.words
        return " ".join(filter(None, (page.words, shown and shown.title))) or None

    def _is_within(self, page: Known, known: Known) -> bool:
        """Whether a page found is to be asked: lists without end, and signposts in a circle, end here."""
        if known.depth > DEEPEST.get(known.kind, SIGNPOSTS):
            self._doubt(page, f"{known.depth} pages lead on one behind the other, and the next is not asked",
                        "look whether they are the same again and again")
            return False
        if known.kind == "list" and not self.pages.get(known.url):
            self.lists[page.source] += 1
            if self.lists[page.source] > MOST_LISTS:
                self._doubt(page, f"its source has over {MOST_LISTS} list pages, and further ones are not asked",
                            "name the list itself, or look whether every visit gives its pages new addresses")
                return False
        return True

    def _compare_leads(self, page: Known, reports: list[Link], found: list[Known]) -> None:
        """A list that suddenly leads to next to nothing was probably rebuilt in a way we no longer read; one that
        suddenly leads to nothing known may give its reports new addresses at every visit."""
        if page.is_document:
            return
        if page.leads and page.leads >= FEW_LEADS:
            new = sum(one.is_document for one in found)
            if len(reports) < page.leads / 5:
                self._doubt(page, f"the list leads to {len(reports)} reports where it led to {page.leads}",
                            "look whether it was rebuilt, and mend follow on its line or data/discovery.csv")
            elif new >= FEW_LEADS and new == len({link.url for link in reports}):
                self._doubt(page, f"all {new} reports of the list are at new addresses",
                            "look whether it was rebuilt, or whether every visit gives them new addresses")
        page.leads = len(reports)

    def _doubt(self, page: Known, reason: str, remedy: str) -> None:
        page.reason = reason
        problem = f"{page.url} ({page.source}): {reason}; {remedy}"
        if problem not in self.report.problems[-1:]:
            self.report.problems.append(problem)

    def _links(self, page: Known, answer: Answer, shown: discover.Page | None) -> list[Link]:
        source = self.sources[page.source]
        if page.kind == "sitemap" or (page.kind == "start" and source.kind == "sitemap"):
            try:
                return list(sitemap.links(answer.body, answer.final_url, source.follow))
            except sitemap.NoSitemap as problem:
                page.state = "refused"
                self._doubt(page, f"no sitemap: {problem}", "correct the address")
                return []
        if not shown:
            return []
        moved = shown.moved_to()
        if moved:
            return [Link(moved, page.words or "", page.kind)]
        if page.is_document:
            return shown.attachments
        further = list(shown.further(self.words))
        if not further and shown.turns_by_script(self.words):
            self._doubt(page, "a script turns its pages: only this one is asked",
                        "name the further pages as sources, or the address the script asks")
        return [*shown.reports(self.words, source.follow), *further]

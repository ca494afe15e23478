"""Why a document cannot be read. Raised by readers, turned into a row by the flow that opened it."""


class Unreadable(Exception):
    """The document cannot be read; the message says why, ``remedy`` what a person can do about it.

    ``passing`` where the machine lacks something rather than the document: it is tried again the next time.
    """

    def __init__(self, reason: str, remedy: str = "", passing: bool = False):
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.passing = passing

"""Why a document cannot be read. Raised by readers, turned into a row by the flow that opened it."""


class Unreadable(Exception):
    """The document cannot be read; the message says why, ``remedy`` what a person can do about it."""

    def __init__(self, reason: str, remedy: str = ""):
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy

"""Which problems are mistakes of ours, for which a traceback helps, and which the operator can mend by the message."""

import logging


def is_ours(problem: BaseException) -> bool:
    """Whether a traceback helps: only for what the operator cannot mend."""
    import sqlite3

    import duckdb

    from flows.lock import Held
    from flows.sources import Wrong

    return not isinstance(problem, (Held, Wrong, LookupError, ValueError, OSError, duckdb.Error, sqlite3.Error)) \
        or isinstance(problem, (KeyError, IndexError))


def without_traceback(record: logging.LogRecord) -> bool:
    """Keep what a log says of a problem that is not ours, and leave its traceback out. A filter: all records pass."""
    if record.exc_info and not is_ours(record.exc_info[1]):
        record.exc_info = None
    return True

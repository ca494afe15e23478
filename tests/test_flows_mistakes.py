"""A traceback for our own mistakes, a message for what the operator can mend."""

import errno
import logging
import sqlite3
import sys

import pytest

from flows import mistakes, sources
from flows.lock import Held


def record_of(problem):
    try:
        raise problem
    except type(problem):
        return logging.LogRecord("prefect.flow_runs", logging.ERROR, "", 0, "failed", None, sys.exc_info())


@pytest.mark.parametrize("problem", [
    OSError(errno.ENOSPC, "No space left on device"), sqlite3.OperationalError("database or disk is full"),
    sources.Wrong("s.csv line 2: kind is 'x'"), Held("another run holds it"), LookupError("no region"),
    PermissionError(13, "denied")])
def test_what_the_operator_can_mend_has_no_traceback_in_the_log_of_a_night(problem):
    record = record_of(problem)
    assert mistakes.without_traceback(record) and record.exc_info is None


@pytest.mark.parametrize("problem", [RuntimeError("sql/core/x.sql"), KeyError("x"), IndexError(1), TypeError("x")])
def test_a_mistake_of_ours_keeps_its_traceback(problem):
    record = record_of(problem)
    assert mistakes.without_traceback(record) and record.exc_info


def test_a_record_of_no_problem_passes():
    assert mistakes.without_traceback(logging.LogRecord("x", logging.INFO, "", 0, "said", None, None))

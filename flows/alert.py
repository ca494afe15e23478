"""A word to the operator: through a command or to a web address of the operator's choice, and into the log."""

import json
import logging
import os
import shlex
import subprocess

import httpx

COMMAND = "GONGKAI_ALERT_COMMAND"  # called with the title behind it and the text on its standard input
ADDRESS = "GONGKAI_ALERT_URL"  # sent {"title": …, "text": …} as JSON

log = logging.getLogger(__name__)


def send(title: str, text: str) -> bool:
    """Tell the operator; False where nobody could be told. An alert that fails never fails the night."""
    log.warning("%s: %s", title, text)
    told = False
    if command := os.environ.get(COMMAND):
        told |= _by_command(command, title, text)
    if address := os.environ.get(ADDRESS):
        told |= _by_web(address, title, text)
    return told


def _by_command(command: str, title: str, text: str) -> bool:
    try:
        subprocess.run([*shlex.split(command), title], input=text, text=True, timeout=60, check=True)
        return True
    except (OSError, ValueError, subprocess.SubprocessError) as problem:
        log.error("the alert could not be sent by %s: %s", COMMAND, problem)
        return False


def _by_web(address: str, title: str, text: str) -> bool:
    try:
        answer = httpx.post(address, content=json.dumps({"title": title, "text": text}),
                            headers={"Content-Type": "application/json"}, timeout=30)
        answer.raise_for_status()
        return True
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        log.error("the alert could not be sent to %s: %s", ADDRESS, problem)
        return False

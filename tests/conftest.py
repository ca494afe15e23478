"""Shared by all tests: those that need a program of the system skip, with a reason, where it is absent."""

import shutil

import pytest


@pytest.fixture(autouse=True)
def _needs_programs(request: pytest.FixtureRequest) -> None:
    for marker in request.node.iter_markers("system"):
        for program in marker.args:
            if shutil.which(program) is None:
                pytest.skip(f"needs the program {program}, which is not installed")

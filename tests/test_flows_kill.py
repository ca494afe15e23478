import pytest

from bench import kill_nights


@pytest.mark.e2e
@pytest.mark.timeout(900)
def test_nights_killed_at_random_moments_end_in_the_same_release(tmp_path):
    """Three kills here; `python -m bench.kill_nights` does thirty."""
    assert kill_nights.compare(tmp_path, kills=3, documents=9, seed=7) == []

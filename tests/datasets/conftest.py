"""What several tests of data share: a server on this machine, and a cache folder of their own."""

import pytest

from tests.datasets.loopback import serve


@pytest.fixture
def server():
    yield from serve()


@pytest.fixture
def cache(monkeypatch, tmp_path):
    """Send what is cached to an empty folder."""
    monkeypatch.setenv("CNN_COURSE_DATA", str(tmp_path / "cache"))
    return tmp_path / "cache"

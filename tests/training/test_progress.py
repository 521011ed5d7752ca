"""A bar for those who watch, nothing in stored outputs."""

import sys
from types import SimpleNamespace

import pytest

from cnnlib.training.progress import bar, is_watched


@pytest.fixture(autouse=True)
def no_choice(monkeypatch):
    monkeypatch.delenv("CNNLIB_PROGRESS", raising=False)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: None))


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("0", False), ("", False)])
def test_environment_decides(monkeypatch, value, expected):
    monkeypatch.setenv("CNNLIB_PROGRESS", value)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: not expected, raising=False)
    assert is_watched() is expected


@pytest.mark.parametrize("terminal", [True, False])
def test_a_terminal_is_watched_and_a_pipe_is_not(monkeypatch, terminal):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    assert is_watched() is terminal


@pytest.mark.parametrize("can_type", [True, False])
def test_a_notebook_is_watched_where_somebody_can_type(monkeypatch, can_type):
    shell = SimpleNamespace(kernel=SimpleNamespace(_allow_stdin=can_type))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    assert is_watched() is can_type


def test_bar_writes_to_standard_error_only_if_enabled(capsys):
    assert list(bar(range(3), "quiet", enabled=False)) == [0, 1, 2]
    assert capsys.readouterr() == ("", "")
    assert list(bar(range(3), "loud", enabled=True)) == [0, 1, 2]
    out, err = capsys.readouterr()
    assert out == ""
    assert "loud" in err

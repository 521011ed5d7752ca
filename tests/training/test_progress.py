"""A bar for those who watch, nothing in stored outputs."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from cnnlib import models
from cnnlib.training import fit
from cnnlib.training.progress import ProgressBar, is_watched


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


def test_bar_shows_loss_accuracy_and_time_left_only_if_enabled(capsys):
    data = np.zeros((20, 1, 8, 8)), np.zeros(20, int)
    fit(models.mlp(), *data, epochs=2, batch_size=5, progress=False)
    assert capsys.readouterr() == ("", "")
    fit(models.mlp(), *data, epochs=2, batch_size=5, progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert "training" in err
    assert "/8 [" in err  # 2 epochs of 4 steps
    assert "<" in err  # elapsed < left


def test_the_last_words_are_those_of_the_run():
    bar = ProgressBar(enabled=True)
    run = SimpleNamespace(
        total_steps=8, steps_done=3, epoch=1, epochs=2, loss=0.25, accuracy=0.875, step=1
    )
    bar.start(run)
    bar.after_step(run)
    assert bar.bar.n == 4  # a resumed run starts where it was
    assert str(bar.bar).endswith("epoch 2/2 loss 0.250 acc 0.875]")
    bar.end(run)

"""Callbacks are called at their moments, in their order, and may end a run."""

import numpy as np
import pytest

from cnnlib import datasets, models
from cnnlib.training import Callback, fit

DATA = datasets.digits(dtype=np.float64)


class Diary(Callback):
    def __init__(self, name, pages):
        self.name, self.pages = name, pages

    def start(self, run):
        self.pages.append(f"{self.name} start")

    def after_step(self, run):
        self.pages.append(f"{self.name} step {run.step}")

    def after_epoch(self, run):
        self.pages.append(f"{self.name} epoch {run.epoch} of {len(run.history.loss)}")

    def end(self, run):
        self.pages.append(f"{self.name} end")


def run(callbacks, epochs=1):
    data = DATA.images[:20], DATA.labels[:20]
    return fit(models.mlp().double(), *data, batch_size=10, epochs=epochs, callbacks=callbacks)


def test_moments_and_order():
    pages = []
    run([Diary("a", pages), Diary("b", pages)])
    moments = ["start", "step 1", "step 2", "epoch 1 of 1"]
    expected = [f"{name} {moment}" for moment in moments for name in "ab"]
    assert pages == [*expected, "b end", "a end"]


def test_plain_callback_changes_nothing():
    assert run([Callback()]) == run([])
    assert Callback().state() == {}


@pytest.mark.parametrize(("moment", "epochs"), [("after_step", 0), ("after_epoch", 1)])
def test_a_reason_ends_the_run(moment, epochs):
    stop = Callback()
    setattr(stop, moment, lambda run: setattr(run, "stopped", "enough"))
    assert len(run([stop], epochs=3).loss) == epochs


def test_an_error_ends_those_who_began():
    pages, breaks = [], Callback()
    breaks.start = lambda run: 1 / 0
    with pytest.raises(ZeroDivisionError):
        run([Diary("a", pages), breaks, Diary("b", pages)])
    assert pages == ["a start", "a end"]

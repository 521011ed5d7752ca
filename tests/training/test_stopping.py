"""A run ends after its patience, with the weights of its best epoch, resumed or not."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from cnnlib import datasets, models
from cnnlib.training import Callback, Checkpoint, EarlyStopping, evaluate, fit

TRAIN, TEST = datasets.split(datasets.digits(dtype=np.float64))
FEW = TRAIN.images[:60], TRAIN.labels[:60]


def overfit(stopping, **options):
    net = models.mlp(hidden=(128,)).double()
    arguments = {"epochs": 60, "lr": 3e-2, "schedule": "constant", "test": TEST} | options
    callbacks = [stopping, *options.pop("callbacks", [])]
    return net, fit(net, *FEW, **(arguments | {"callbacks": callbacks}))


@pytest.mark.parametrize("watch", ["test_loss", "test_accuracy"])
def test_stops_after_its_patience_with_the_best_weights(watch):
    stopping = EarlyStopping(patience=3, watch=watch)
    net, history = overfit(stopping)
    values = getattr(history, watch)
    best = np.argmin(values) if watch == "test_loss" else np.argmax(values)
    assert stopping.best_epoch == best + 1
    assert len(values) == stopping.best_epoch + 3 < 60
    assert evaluate(net, *TEST) == history.test_accuracy[best]


def scripted(losses, patience):
    """Return after how many epochs a run with these test losses is stopped, and its best one."""
    net = torch.nn.Linear(1, 1)
    stopping = EarlyStopping(patience)
    history = SimpleNamespace(test_loss=[])
    run = SimpleNamespace(net=net, history=history, stopped="", epoch=0)
    for loss in losses:
        history.test_loss.append(loss)
        run.epoch += 1
        stopping.after_epoch(run)
        if run.stopped:
            break
    return run.epoch, stopping.best_epoch


@pytest.mark.parametrize(
    ("losses", "patience", "expected"),
    [
        ([3, 2, 1, 0.5], 1, (4, 4)),
        ([3, 2, 2, 1], 1, (3, 2)),  # as good is not better
        ([3, 2, 2.5, 1, 2, 2], 2, (6, 4)),
        ([np.nan, np.nan, 1], 2, (2, 0)),
        ([2, np.nan, np.nan, 1], 2, (3, 1)),
    ],
)
def test_patience_by_hand(losses, patience, expected):
    assert scripted(losses, patience) == expected


def test_a_resumed_run_remembers_its_best_weights(tmp_path):
    stopping = EarlyStopping(patience=3)
    net, history = overfit(stopping)
    crash, file = Callback(), tmp_path / "run.pt"

    def after_epoch(run):
        if run.epoch == stopping.best_epoch + 1:
            raise KeyboardInterrupt

    crash.after_epoch = after_epoch
    with pytest.raises(KeyboardInterrupt):
        overfit(EarlyStopping(3), callbacks=[Checkpoint(file, every=1), crash])
    again = EarlyStopping(3)
    resumed, full = overfit(again, resume=file)
    assert full == history
    assert again.best_epoch == stopping.best_epoch
    weights = zip(resumed.parameters(), net.parameters(), strict=True)
    assert all(torch.equal(one, other) for one, other in weights)


def test_wrong_arguments_are_named():
    with pytest.raises(ValueError, match="patience must be at least 1"):
        EarlyStopping(0)
    with pytest.raises(ValueError, match=r"watch must be one of \['test_loss', .*got 'score'"):
        EarlyStopping(2, watch="score")
    with pytest.raises(ValueError, match="watches test_loss, so it needs a test set"):
        fit(models.mlp(), *datasets.digits(), epochs=1, callbacks=[EarlyStopping(2)])

"""A training run in a process of its own, which kills itself where it is told to.

    python killed_run.py FOLDER [step N | write N]

"step N" kills it after step N of the whole run, "write N" in the middle of the N-th checkpoint
that this process writes.  SIGKILL gives no program the time to put anything in order.
"""

import json
import os
import signal
import sys
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from cnnlib import datasets
from cnnlib.training import Callback, train


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


class KillAt(Callback):
    """Kills the process after a step."""

    def __init__(self, step):
        self.step = step

    def after_step(self, run):
        if run.steps_done == self.step:
            kill()


def kill_in_write(number):
    """Let the n-th checkpoint be half on its way: written, and not yet in its place."""
    calls = []
    through = os.fsync

    def fsync(handle):
        calls.append(handle)
        if len(calls) == number:
            kill()
        through(handle)

    os.fsync = fsync


def network():
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(1, 4, 3),
        nn.BatchNorm2d(4),
        nn.ReLU(),
        nn.Dropout(0.3),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(4, 1),
    )


def run(folder, callbacks=()):
    """Train on odd and even digits, log, and return history and weights."""
    torch.set_num_threads(1)
    images, labels = datasets.digits()
    learn = TensorDataset(torch.from_numpy(images[:150]), torch.from_numpy(labels[:150] % 2))
    net = network()
    history = train(
        net,
        data=DataLoader(learn, 32, shuffle=True),
        test=(images[150:250], labels[150:250] % 2),
        n_epochs=4,
        patience=3,
        log_dir=folder / "log",
        device="cpu",
        checkpoint=folder / "run.pt",
        checkpoint_every=3,
        resume=True,
        callbacks=callbacks,
    )
    return {
        "history": vars(history),
        "weights": [values.double().sum().item() for values in net.state_dict().values()],
    }


if __name__ == "__main__":
    place = Path(sys.argv[1])
    killers = []
    if sys.argv[2:3] == ["step"]:
        killers.append(KillAt(int(sys.argv[3])))
    if sys.argv[2:3] == ["write"]:
        kill_in_write(int(sys.argv[3]))
    result = run(place, killers)
    (place / "result.json").write_text(json.dumps(result), encoding="utf-8")

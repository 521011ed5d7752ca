"""Files from which an interrupted run goes on as if nothing had happened.

A checkpoint holds everything that the next step depends on: weights, optimizer, schedule, the
random generators now and at the beginning of the epoch, how far the epoch is, and the history.
A file is replaced in one move, so that it is whole at every moment.
"""

import io
import os
import pickle
import zipfile
from pathlib import Path

import torch

from cnnlib.integers import integer
from cnnlib.training import generators
from cnnlib.training.callbacks import Callback
from cnnlib.training.history import History

FORMAT = "cnnlib checkpoint 1"
COUNTS = ("epoch", "step", "loss_sum", "images_seen", "correct", "labels_seen", "stopped")


class Checkpoint(Callback):
    """Write a checkpoint after some steps and after every epoch.

    It comes last among the callbacks, so that it keeps what the others did.

    Parameters
    ----------
    path : path
        The file; its folder is made.
    every : int, optional
        Steps from one file to the next.

    Examples
    --------
    >>> import tempfile
    >>> from cnnlib import datasets, models, training
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "run.pt")
    ...     first = training.fit(
    ...         models.mlp(), *datasets.digits(), epochs=1, callbacks=[Checkpoint(file)]
    ...     )
    ...     again = training.fit(models.mlp(), *datasets.digits(), epochs=1, resume=file)
    >>> first == again
    True
    """

    def __init__(self, path, every=100):
        self.path = Path(path)
        self.every = integer(every, "every", 1)

    def start(self, run):
        """Make the folder."""
        self.path.parent.mkdir(parents=True, exist_ok=True)

    def after_step(self, run):
        """Write a file if it is time."""
        if run.steps_done % self.every == 0:
            save(self.path, run)

    def after_epoch(self, run):
        """Write a file."""
        save(self.path, run)


def save(path, run):
    """Write the state of a run to a file, wholly or not at all."""
    content = io.BytesIO()
    torch.save(_state(run), content)
    part = Path(f"{path}.part")
    try:
        with part.open("wb") as file:
            file.write(content.getbuffer())
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def load(path, run):
    """Put a run into the state that a file holds.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is no checkpoint, or one of a run with other arguments or another network.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"no checkpoint to resume from: {path} does not exist")
    state = _read(path)
    _check_settings(path, state["settings"], run.settings)
    try:
        run.net.load_state_dict(state["net"])
    except RuntimeError as error:
        raise ValueError(f"{path} belongs to another network: {error}") from error
    run.optimizer.load_state_dict(state["optimizer"])
    run.schedule.load_state_dict(state["schedule"])
    for name in COUNTS:
        setattr(run, name, state["counts"][name])
    run.history = History(**state["history"])
    for callback in run.callbacks:
        if type(callback).__name__ in state["callbacks"]:
            callback.restore(state["callbacks"][type(callback).__name__])
    run.generators_at_epoch = state["generators at epoch"]
    generators.restore(state["generators"], run.examples.loader)


def _state(run):
    return {
        "format": FORMAT,
        "settings": run.settings,
        "net": run.net.state_dict(),
        "optimizer": run.optimizer.state_dict(),
        "schedule": run.schedule.state_dict(),
        "counts": {name: getattr(run, name) for name in COUNTS},
        "history": vars(run.history),
        "callbacks": {type(one).__name__: one.state() for one in run.callbacks},
        "generators": generators.state(run.examples.loader),
        "generators at epoch": run.generators_at_epoch,
    }


def _read(path):
    """Return what a file holds, without running code that might be in it."""
    try:
        with zipfile.ZipFile(path) as archive:  # what torch.save writes
            damaged = archive.testzip()
        state = None if damaged else torch.load(path, map_location="cpu", weights_only=True)
    except (zipfile.BadZipFile, pickle.UnpicklingError, RuntimeError) as error:
        raise ValueError(f"{path} is damaged or no checkpoint: {error}") from error
    if damaged:
        raise ValueError(f"{path} is damaged or no checkpoint: {damaged} has another checksum")
    if not isinstance(state, dict) or state.get("format") != FORMAT:
        raise ValueError(f"{path} is no checkpoint of a training run")
    return state


def _check_settings(path, kept, present):
    """Refuse to mix two runs; a longer run is the same one if the learning rate is constant."""
    for name, value in present.items():
        longer = name == "epochs" and present["schedule"] == "constant" and value > kept[name]
        if value != kept[name] and not longer:
            raise ValueError(
                f"{path} is of a run with {name} {kept[name]}, this one has {value}: resume with "
                f"the same arguments, or start anew without resume"
            )

"""Train a network on dogs and cats by one call, as the lecture does.

The call is `fit` with the callbacks of this part: log, early stopping, checkpoint.  Whoever wants
something else takes them apart:

    fit(net, loader, epochs=10, test=test_loader, callbacks=[TensorBoardLog("runs/a")])
"""

from contextlib import contextmanager, nullcontext
from pathlib import Path

import torch
from torch.utils.data import DataLoader

from cnnlib import datasets
from cnnlib.integers import integer
from cnnlib.training.checkpoints import Checkpoint
from cnnlib.training.devices import best_device
from cnnlib.training.loop import fit
from cnnlib.training.stopping import EarlyStopping
from cnnlib.training.tensorboard import TensorBoardLog


def train(
    net,
    batch_size=128,
    resize=(32, 32),
    log_dir=None,
    device=None,
    n_epochs=10,
    *,
    data=None,
    test=None,
    lr=1e-3,
    patience=None,
    checkpoint=None,
    checkpoint_every=100,
    resume=False,
    callbacks=(),
    **options,
):
    """Train a network in place, by default to tell dogs from cats.

    Parameters
    ----------
    net : torch.nn.Module
        Maps images to one logit, (N, 1) or (N,), or to scores (N, classes).
    batch_size : int, optional
    resize : (int, int), optional
        Rows and columns of the dogs and cats; of no meaning if `data` is given.
    log_dir : path, optional
        Folder for TensorBoard.
    device : torch.device or str, optional
        By default the fastest that is there, see `best_device`; the network comes back from it
        at the end. To a device that is named it goes to stay.
    n_epochs : int, optional
        Passes over the images.
    data : (images, labels) or DataLoader, optional
        Other images to learn from.
    test : (images, labels) or DataLoader, optional
        Measured after every epoch.  By default the validation images of dogs and cats, so that
        their test images had no say in anything; none if `data` is given.
    lr : float, optional
        Learning rate, for "one-cycle" the highest.  Less than that of `fit`: deep networks without
        normalization may rest at a loss of log 2, above all if it is large.
    patience : int, optional
        Stop after so many epochs without a lower test loss, with the weights of the best one.
    checkpoint : path, optional
        A file that is written on the way and after every epoch.
    checkpoint_every : int, optional
        Steps from one file to the next.
    resume : bool, optional
        Go on from the checkpoint if there is one.  By default a new run begins and replaces it.
    callbacks : sequence of Callback, optional
        Called before those that the arguments above stand for.
    **options
        Of `fit`: optimizer, schedule, seed, progress.

    Returns
    -------
    History
        For ``plotting.plot_history(vars(history))``.

    Raises
    ------
    TypeError, ValueError
        As `fit`, and if `resume` is asked for without a checkpoint.

    Examples
    --------
    >>> from cnnlib import models
    >>> history = train(models.mlp(), data=datasets.digits(), n_epochs=20, device="cpu")
    >>> history.train_accuracy[-1] > 0.8
    True
    """
    integer(n_epochs, "n_epochs", 1)
    if resume and checkpoint is None:
        raise ValueError("resume=True needs checkpoint, the file to resume from")
    if data is None:
        data, test = _dogs_and_cats(resize, batch_size, test, options.get("seed", 0))
    images, labels = (data, None) if isinstance(data, DataLoader) else data
    weight = next(net.parameters(), torch.zeros(()))
    with _placed(net, weight, device) as place:
        return fit(
            net,
            images,
            labels,
            epochs=n_epochs,
            batch_size=batch_size,
            lr=lr,
            test=test,
            device=place,
            callbacks=[*callbacks, *_callbacks(log_dir, patience, checkpoint, checkpoint_every)],
            resume=checkpoint if resume and Path(checkpoint).exists() else None,
            **options,
        )


@contextmanager
def _placed(net, weight, device):
    """Say where to train, and bring the network back from a device that nobody has named."""
    home = weight.device
    place = torch.device(best_device(weight.dtype) if device is None else device)
    layout = _fast_layout(net) if place.type == "cpu" else nullcontext()
    try:
        with layout:
            yield place
    finally:
        if device is None:
            net.to(home)


@contextmanager
def _fast_layout(net):
    """Let convolutions on a CPU keep channels last meanwhile: same network, two thirds the time."""
    net.to(memory_format=torch.channels_last)
    try:
        yield
    finally:
        net.to(memory_format=torch.contiguous_format)


def _dogs_and_cats(resize, batch_size, test, seed):
    """Return loaders of the images to learn from and, unless others are given, to measure on."""
    learn = datasets.get_dogs_and_cats("train", resize, batch_size, seed=seed)
    if test is None:
        test = datasets.get_dogs_and_cats("valid", resize, batch_size)
    return learn, test


def _callbacks(log_dir, patience, checkpoint, every):
    """Return what was asked for; the checkpoint last, so that it keeps what the others did."""
    callbacks = []
    if log_dir is not None:
        callbacks.append(TensorBoardLog(log_dir))
    if patience is not None:
        callbacks.append(EarlyStopping(patience))
    if checkpoint is not None:
        callbacks.append(Checkpoint(checkpoint, every))
    return callbacks

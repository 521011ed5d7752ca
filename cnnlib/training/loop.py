"""One training loop for every network of the course.

Minibatch gradient descent on the mean cross-entropy: shuffle, predict, differentiate, step.
The learning rate rises and falls once over the run (L. N. Smith and N. Topin, "Super-convergence",
2019).  Arrays go in, a history of plain floats comes out; float64 networks train in float64.
The step itself is in run.py, what scores mean in objectives.py.
"""

import math
from contextlib import ExitStack
from functools import partial
from numbers import Real

import torch
from torch.utils.data import DataLoader

from cnnlib.integers import integer, shown
from cnnlib.training import checkpoints
from cnnlib.training.examples import labelled
from cnnlib.training.progress import ProgressBar
from cnnlib.training.run import Run
from cnnlib.training.seeding import seeded

OPTIMIZERS = {"adam": torch.optim.Adam, "sgd": partial(torch.optim.SGD, momentum=0.9)}
SCHEDULES = ("one-cycle", "constant")
TEST_BATCH = 512  # images at a time


def fit(
    net,
    images,
    labels=None,
    *,
    epochs,
    batch_size=64,
    lr=5e-3,
    optimizer="adam",
    schedule="one-cycle",
    seed=0,
    test=None,
    device=None,
    progress=None,
    callbacks=(),
    resume=None,
):
    """Train a network in place.

    Parameters
    ----------
    net : torch.nn.Module
        Maps images to scores (N, classes) or one logit, (N, 1) or (N,), for two classes; or to
        scores (N, classes, H, W) or (N, 1, H, W) if every place has a label.  Its floating-point
        type is the type of the training.
    images : array_like of float of shape (N, C, H, W) or (N, features), or DataLoader
        A DataLoader yields pairs (images, labels), and decides on batches and order itself.
    labels : array_like of int of shape (N,) or (N, H, W), optional
        Counted from 0.  Left out for a DataLoader.
    epochs : int
        Passes over the images, at least 1.
    batch_size : int, optional
        The last batch of an epoch holds what is left; a single image that is left joins the batch
        before it if the network has batch normalization, which cannot train on one.
    lr : float, optional
        Learning rate, for "one-cycle" the highest.
    optimizer : {"adam", "sgd"} or callable, optional
        A callable takes the parameters and ``lr``, as the classes of ``torch.optim`` do.  "sgd"
        has momentum 0.9 if the schedule is "constant".
    schedule : {"one-cycle", "constant"}, optional
        "one-cycle" lets the learning rate rise from lr/25 for 30 % of the steps, then fall to
        almost 0.  It moves the momentum of "sgd", and the first of the two betas of "adam", the
        other way: from 0.95 down to 0.85 and back.
    seed : int, optional
        Fixes the order of the images, and dropout if there is any.
    test : (images, labels) or DataLoader, optional
        Measured after every epoch.
    device : torch.device or str, optional
        By default where the network is.
    progress : bool, optional
        Progress bar on standard error; by default where somebody watches.
    callbacks : sequence of Callback, optional
        Called around steps and epochs, in this order.
    resume : path, optional
        A file written by the callback ``Checkpoint`` in a run with the same arguments: go on from
        there, with the numbers that the run would have had without the interruption.

    Returns
    -------
    History

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is said above, or images, labels and scores do not fit together.
    FileNotFoundError
        If there is no file to resume from.

    Examples
    --------
    >>> from cnnlib import datasets, models
    >>> history = fit(models.mlp(), *datasets.digits(), epochs=5)
    >>> history.train_accuracy[-1] > 0.9
    True
    """
    integer(epochs, "epochs", 1)
    net.to(device)
    examples = labelled(net, images, labels, batch_size)
    optimizer = _optimizer(net, optimizer, lr)
    scheduler = _schedule(optimizer, schedule, lr, epochs * examples.steps)
    run = Run(net, examples, epochs, optimizer, scheduler, _test_examples(net, test))
    run.settings = {
        "epochs": epochs,
        "steps of an epoch": examples.steps,
        "optimizer": type(optimizer).__name__,
        "lr": float(lr),
        "schedule": schedule,
        "seed": seed,
    }
    run.callbacks = [ProgressBar(progress), *callbacks]
    with seeded(seed):
        if resume is not None:
            checkpoints.load(resume, run)
        _train(run)
    return run.history


def _train(run):
    """Take the run to its end, and call everyone at every moment."""
    with ExitStack() as ends:
        for callback in run.callbacks:
            callback.start(run)
            ends.callback(callback.end, run)
        while run.epoch < run.epochs and not run.stopped:
            for _ in run.steps():
                for callback in run.callbacks:
                    callback.after_step(run)
                if run.stopped:
                    return
            run.end_epoch()
            for callback in run.callbacks:
                callback.after_epoch(run)


def _test_examples(net, test):
    if test is None:
        return None
    images, labels = (test, None) if isinstance(test, DataLoader) else test
    return labelled(net, images, labels, TEST_BATCH)


def _optimizer(net, optimizer, lr):
    if isinstance(lr, bool) or not isinstance(lr, Real) or not 0 <= lr < math.inf:
        raise ValueError(f"lr must be a number that is at least 0, got {shown(lr)}")
    if not any(parameter.requires_grad for parameter in net.parameters()):
        raise ValueError("every parameter of the network is frozen (requires_grad is False)")
    if callable(optimizer):
        return optimizer(net.parameters(), lr=lr)
    if optimizer not in OPTIMIZERS:
        raise ValueError(f"optimizer must be one of {list(OPTIMIZERS)}, got {optimizer!r}")
    return OPTIMIZERS[optimizer](net.parameters(), lr=lr)


def _schedule(optimizer, schedule, lr, steps):
    if schedule not in SCHEDULES:
        raise ValueError(f"schedule must be one of {list(SCHEDULES)}, got {schedule!r}")
    if schedule == "constant":
        return torch.optim.lr_scheduler.ConstantLR(optimizer, factor=1.0)
    # Plain descent stays plain: only a momentum that is there is moved.
    moves = bool(optimizer.defaults.get("momentum") or optimizer.defaults.get("betas"))
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=lr, total_steps=steps, cycle_momentum=moves
    )

"""One training loop for every classifier of the course.

Minibatch gradient descent on the softmax cross-entropy: shuffle, predict, differentiate, step.
The learning rate rises and falls once over the run (L. N. Smith and N. Topin, "Super-convergence",
2019).  Arrays go in, a history of plain floats comes out; float64 networks train in float64.
"""

from dataclasses import dataclass, field

import torch
from torch.nn import functional as F

from cnnlib.training import progress as progress_bar
from cnnlib.training.metrics import accuracy
from cnnlib.training.seeding import seeded

OPTIMIZERS = {
    "adam": torch.optim.Adam,
    "sgd": lambda parameters, lr: torch.optim.SGD(parameters, lr=lr, momentum=0.9),
}
SCHEDULES = ("one-cycle", "constant")


@dataclass
class History:
    """One value for each epoch.

    Attributes
    ----------
    loss : list of float
        Mean cross-entropy over the epoch, in nats, while the weights were changing.
    train_accuracy : list of float
        Share of training images classified correctly, while the weights were changing.
    test_accuracy : list of float
        The same for the test images after the epoch; empty without a test set.
    """

    loss: list[float] = field(default_factory=list)
    train_accuracy: list[float] = field(default_factory=list)
    test_accuracy: list[float] = field(default_factory=list)


def fit(
    net,
    images,
    labels,
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
):
    """Train a classifier in place.

    Parameters
    ----------
    net : torch.nn.Module
        Maps images to scores (N, classes).  Its floating-point type is the type of the training.
    images : array_like of shape (N, C, H, W)
    labels : array_like of int of shape (N,)
    epochs : int
        Passes over the images.
    batch_size : int, optional
    lr : float, optional
        Learning rate, for "one-cycle" the highest.
    optimizer : {"adam", "sgd"}, optional
        "sgd" has momentum 0.9.
    schedule : {"one-cycle", "constant"}, optional
    seed : int, optional
        Fixes the order of the images, and dropout if there is any.
    test : (images, labels), optional
        Measured after every epoch.
    device : torch.device or str, optional
        By default where the network is.
    progress : bool, optional
        Progress bar on standard error; by default where somebody watches.

    Returns
    -------
    History

    Raises
    ------
    ValueError
        If images and labels differ in number, or the optimizer or schedule is unknown.

    Examples
    --------
    >>> from cnnlib import datasets, models
    >>> history = fit(models.mlp(), *datasets.digits(), epochs=5)
    >>> history.train_accuracy[-1] > 0.9
    True
    """
    _check(images, labels, optimizer, schedule)
    net.to(device)
    images, labels = _to_tensors(net, images, labels)
    history = History()
    with seeded(seed):
        steps = -(-len(images) // batch_size)
        step = OPTIMIZERS[optimizer](net.parameters(), lr=lr)
        plan = _learning_rates(step, lr, schedule, epochs * steps)
        for _ in progress_bar.bar(range(epochs), "training", progress):
            loss, correct = _train_epoch(net, images, labels, batch_size, step, plan)
            history.loss.append(loss)
            history.train_accuracy.append(correct)
            if test is not None:
                history.test_accuracy.append(evaluate(net, *test))
    return history


@torch.no_grad()
def predict(net, images, batch_size=512):
    """Return the class with the highest score for each image.

    Parameters
    ----------
    net : torch.nn.Module
        Evaluated in evaluation mode, then put back.
    images : array_like of shape (N, C, H, W)
    batch_size : int, optional
        Images at a time.

    Returns
    -------
    ndarray of int64 of shape (N,)

    Examples
    --------
    >>> from cnnlib import datasets, models
    >>> predict(models.mlp(), datasets.digits().images).shape
    (1797,)
    """
    images, _ = _to_tensors(net, images)
    was_training = net.training
    net.eval()
    classes = [net(batch).argmax(dim=1) for batch in images.split(batch_size)]
    net.train(was_training)
    return torch.cat(classes).cpu().numpy()


def evaluate(net, images, labels):
    """Compute the accuracy of a network on labelled images.

    Parameters
    ----------
    net : torch.nn.Module
    images : array_like of shape (N, C, H, W)
    labels : array_like of int of shape (N,)

    Returns
    -------
    float
        Between 0 and 1.

    Examples
    --------
    >>> from cnnlib import datasets, models
    >>> evaluate(models.mlp(), *datasets.digits()) < 0.3  # not trained yet
    True
    """
    return accuracy(predict(net, images), labels)


def _train_epoch(net, images, labels, batch_size, optimizer, schedule):
    """Train on every image once, in random order; return mean loss and accuracy."""
    net.train()
    total_loss, correct = 0.0, 0
    for batch in torch.randperm(len(images)).to(images.device).split(batch_size):
        scores = net(images[batch])  # (batch, classes)
        loss = F.cross_entropy(scores, labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        total_loss += loss.item() * len(batch)
        correct += (scores.argmax(dim=1) == labels[batch]).sum().item()
    return total_loss / len(images), correct / len(images)


def _learning_rates(optimizer, lr, schedule, steps):
    if schedule == "constant":
        return torch.optim.lr_scheduler.ConstantLR(optimizer, factor=1.0)
    return torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=lr, total_steps=steps)


def _to_tensors(net, images, labels=None):
    """Tensors on the network's device, images in its floating-point type."""
    weight = next(net.parameters())
    images = torch.as_tensor(images, dtype=weight.dtype, device=weight.device)
    if labels is not None:
        labels = torch.as_tensor(labels, dtype=torch.int64, device=weight.device)
    return images, labels


def _check(images, labels, optimizer, schedule):
    if len(images) != len(labels):
        raise ValueError(f"{len(images)} images but {len(labels)} labels")
    if optimizer not in OPTIMIZERS:
        raise ValueError(f"optimizer must be one of {list(OPTIMIZERS)}, got {optimizer!r}")
    if schedule not in SCHEDULES:
        raise ValueError(f"schedule must be one of {list(SCHEDULES)}, got {schedule!r}")

"""How good a network is, in evaluation mode and without changing anything."""

from contextlib import contextmanager

import torch

from cnnlib.integers import integer
from cnnlib.training.examples import labelled, to_images
from cnnlib.training.objectives import check_labels, check_scores, classes_of, cross_entropy
from cnnlib.training.seeding import generators_kept


@contextmanager
def evaluating(net):
    """Put a network in evaluation mode without gradients, and every module of it back after."""
    modes = [(module, module.training) for module in net.modules()]
    net.eval()
    try:
        with torch.no_grad():
            yield net
    finally:
        for module, was_training in modes:
            module.training = was_training


def predict(net, images, batch_size=512):
    """Return the most likely class of each image, or of each place of each image.

    Parameters
    ----------
    net : torch.nn.Module
        Evaluated in evaluation mode, then put back.  One logit stands for two classes.
    images : array_like of float of shape (N, C, H, W) or (N, features)
    batch_size : int, optional
        Images at a time.

    Returns
    -------
    ndarray of int64 of shape (N,), or (N, H, W) if the network scores places

    Raises
    ------
    TypeError, ValueError
        If images are no floating-point numbers of that shape, or the network returns no scores.

    Examples
    --------
    >>> from cnnlib import datasets, models
    >>> predict(models.mlp(), datasets.digits().images).shape
    (1797,)
    """
    images = to_images(net, images)
    classes = []
    with evaluating(net):
        for batch in images.split(integer(batch_size, "batch_size", 1)):
            scores = net(batch)
            check_scores(scores)
            classes.append(classes_of(scores))
    return torch.cat(classes).cpu().numpy()


def evaluate(net, images, labels=None, batch_size=512):
    """Compute the accuracy of a network on labelled images.

    Parameters
    ----------
    net : torch.nn.Module
    images : array_like of float of shape (N, C, H, W) or (N, features), or DataLoader
        A DataLoader yields pairs (images, labels).
    labels : array_like of int of shape (N,) or (N, H, W), optional
        Left out for a DataLoader.
    batch_size : int, optional
        Images at a time.

    Returns
    -------
    float
        Share of right classes, between 0 and 1; for labels (N, H, W) the pixel accuracy.

    Raises
    ------
    TypeError, ValueError
        If images, labels and scores do not fit together; the message says how.

    Examples
    --------
    >>> from cnnlib import datasets, models
    >>> evaluate(models.mlp(), *datasets.digits()) < 0.3  # not trained yet
    True
    """
    return measure(net, labelled(net, images, labels, batch_size))[1]


def measure(net, examples):
    """Return mean cross-entropy and accuracy over all examples."""
    loss_sum, images_seen = 0.0, 0
    correct, labels_seen = 0, 0
    with evaluating(net), generators_kept():
        for images, labels in examples.in_order():
            scores = net(images)
            check_scores(scores)
            check_labels(scores, labels)
            loss_sum += cross_entropy(scores, labels).item() * len(images)
            correct += (classes_of(scores) == labels).sum().item()
            images_seen += len(images)
            labels_seen += labels.numel()
    return loss_sum / images_seen, correct / labels_seen

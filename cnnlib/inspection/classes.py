"""Scores of one image, ranked: what a network takes it for.

One logit z stands for two classes with the scores -z/2 and z/2, since their softmax gives class 1
the probability 1/(1 + exp(-z)).
"""

from dataclasses import dataclass
from html import escape

import numpy as np
import torch

from cnnlib.integers import integer
from cnnlib.training.examples import to_images
from cnnlib.training.measure import evaluating


@dataclass(frozen=True)
class ClassTable:
    """The most likely classes of an image; a notebook shows it as a table.

    Attributes
    ----------
    rows : tuple of (str, float)
        Name and probability, the most likely first.
    """

    rows: tuple

    def __repr__(self):
        width = max(len(name) for name, _ in self.rows)
        return "\n".join(f"{name:{width}}  {share:6.1%}" for name, share in self.rows)

    def _repr_html_(self):
        cells = "".join(
            f"<tr><td>{rank}</td><td>{escape(name)}</td><td>{share:.1%}</td></tr>"
            for rank, (name, share) in enumerate(self.rows, start=1)
        )
        head = "<tr><th>Rank</th><th>Class</th><th>Probability</th></tr>"
        return f"<table><thead>{head}</thead><tbody>{cells}</tbody></table>"


def top_classes(net, image, names=None, count=5):
    """Rank the classes of one image by their probability.

    Parameters
    ----------
    net : torch.nn.Module
        Returns scores (1, classes), or one logit for two classes.
    image : array_like of float of shape (C, H, W) or (1, C, H, W)
        As the network expects it, normalized if it was trained so.
    names : sequence of str, optional
        One for each class, such as ``models.imagenet_classes()``.
    count : int, optional
        How many rows.

    Returns
    -------
    ClassTable

    Raises
    ------
    ValueError
        If there are more or fewer names than classes, or the network returns no such scores.

    Examples
    --------
    >>> from torch import nn
    >>> net = nn.Flatten()
    >>> net.register_parameter("scale", nn.Parameter(torch.ones(())))
    >>> print(top_classes(net, np.log([[[1.0, 2.0, 5.0]]]), ["ant", "bee", "cat"], count=2))
    cat   62.5%
    bee   25.0%
    """
    with evaluating(net):
        scores = scores_of(net, one_image(net, image))[0]
    share = scores.softmax(dim=0).double().cpu().numpy()
    if names is None:
        names = [f"class {index}" for index in range(len(share))]
    if len(names) != len(share):
        raise ValueError(f"{len(names)} names for {len(share)} classes")
    best = np.argsort(-share, kind="stable")[: integer(count, "count", 1)]
    return ClassTable(tuple((names[index], float(share[index])) for index in best))


def one_image(net, image):
    """Return an image as a tensor (1, C, H, W) on the network's device."""
    shape = np.shape(image)
    if len(shape) == 3:
        image = image[None] if hasattr(image, "ndim") else np.asarray(image)[None]
    elif len(shape) != 4 or shape[0] != 1:
        raise ValueError(f"image must have the shape (C, H, W) or (1, C, H, W), got {shape}")
    return to_images(net, image)


def scores_of(net, images):
    """Return one score for each class: (N, classes)."""
    scores = net(images)
    if not isinstance(scores, torch.Tensor) or scores.ndim not in (1, 2):
        got = tuple(scores.shape) if hasattr(scores, "shape") else type(scores).__name__
        raise ValueError(f"the network must return scores (N, classes) or one logit, got {got}")
    scores = scores.reshape(len(images), -1)
    return scores if scores.shape[1] > 1 else torch.cat([-scores, scores], dim=1) / 2


def class_of(scores, unit):
    """Return the class that is asked for, by default the most likely one of the first image."""
    if unit is None:
        return int(scores[0].argmax())
    if integer(unit, "unit", 0) >= scores.shape[1]:
        raise ValueError(f"the network has classes 0 to {scores.shape[1] - 1}, not {unit}")
    return unit

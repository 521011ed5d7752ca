"""The ladder of fully convolutional networks: each rung starts as a copy of the one before it.

    classifier -> FCN-32s -> FCN-16s -> FCN-8s

Long, Shelhamer and Darrell, "Fully convolutional networks for semantic segmentation", 2015. Taught
in chapter 13.
"""

import torch

from cnnlib import specs
from cnnlib.models.build import build
from cnnlib.models.copying import copy_weights
from cnnlib.training import fit, predict


def fcn_ladder(start, images, masks, *, epochs, lr=3e-3, batch_size=32, seed=0, **body):
    """Train networks of finer and finer stride, each as a copy of the one before it.

    Parameters
    ----------
    start : torch.nn.Module
        Gives the first rung its weights, for example a network of ``specs.fcn_classifier``.
    images : array_like of float32 of shape (N, C, H, W)
    masks : array_like of int of shape (N, H, W)
    epochs : dict of int to int
        Passes over the images for each stride, coarsest first: ``{32: 2, 16: 2, 8: 4}``.
    lr, batch_size : optional
        As of ``training.fit``.
    seed : int, optional
        Fixes the new weights of each rung, and the order of the images.
    **body
        ``classes``, ``stages``, ``head`` and so on, as of ``specs.fcn``.

    Returns
    -------
    dict of int to torch.nn.Module
        The trained network of each stride; they share no weights.

    Raises
    ------
    ValueError, TypeError
        If no stride is named, or as ``specs.fcn``, ``copy_weights`` and ``training.fit``.

    Examples
    --------
    >>> import numpy as np
    >>> body = {"classes": 2, "stages": ((2,), (2,)), "head": (3,), "head_kernel_size": 1}
    >>> start = build(specs.fcn(4, **body, input_shape=(1, 8, 8)))
    >>> images, masks = np.zeros((4, 1, 8, 8), np.float32), np.zeros((4, 8, 8), int)
    >>> [*fcn_ladder(start, images, masks, epochs={4: 1, 2: 1}, **body)]
    [4, 2]
    """
    if not epochs:
        raise ValueError("epochs must name at least one stride, such as {32: 2, 16: 2, 8: 4}")
    rungs = {}
    for stride, passes in epochs.items():
        network = specs.fcn(stride, **body, input_shape=tuple(images.shape[1:]))
        net = build(network, seed).to(memory_format=torch.channels_last)  # faster on a CPU
        copy_weights(start, net)
        fit(net, images, masks, epochs=passes, lr=lr, batch_size=batch_size, seed=seed)
        rungs[stride] = start = net
    return rungs


def coarse_scores(rung, images):
    """Compute the scores of a rung before its last enlargement, one for each cell of its stride.

    Parameters
    ----------
    rung : torch.nn.Module
        Of ``specs.fcn``; run in evaluation mode.
    images : array_like of float32 of shape (N, C, H, W)

    Returns
    -------
    ndarray of float32 of shape (N, classes, H / stride, W / stride)

    Raises
    ------
    ValueError
        If the network does not end with an enlargement, or as ``training.predict``.

    Examples
    --------
    >>> import numpy as np
    >>> body = {"classes": 2, "stages": ((2,), (2,)), "head": (3,), "head_kernel_size": 1}
    >>> rung = build(specs.fcn(2, **body, input_shape=(1, 8, 8)))
    >>> coarse_scores(rung, np.zeros((5, 1, 8, 8), np.float32)).shape
    (5, 2, 4, 4)
    """
    children = dict(rung.named_children())
    name = ["no layer", *children][-1]
    if not name.startswith("upscore"):
        raise ValueError(f"the last layer of a rung enlarges its scores, upscore..., got {name!r}")
    kept = []
    handle = children[name].register_forward_pre_hook(lambda _, inputs: kept.append(inputs[0]))
    try:
        predict(rung, images)
    finally:
        handle.remove()
    return torch.cat(kept).cpu().numpy()

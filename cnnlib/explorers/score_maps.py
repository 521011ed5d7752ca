"""Coarse scores of classes and the maps that they become: what the segmentation explorer shows.

A rung FCN-32s, 16s or 8s ends with scores for cells of s by s pixels, which a fixed bilinear
up-convolution enlarges; each pixel then gets the class of its largest score. Used by
fcn_overlay.py.
"""

import base64
import io

import numpy as np
from PIL import Image

from cnnlib import ops, shapes
from cnnlib.ops.bilinear import bilinear_kernel

SHADES = 64  # colors of a stored picture


def class_map(scores, stride):
    """Return the class of each pixel: the largest of the scores, enlarged bilinearly.

    Parameters
    ----------
    scores : ndarray of shape (classes, h, w)
    stride : int
        Pixels from cell to cell.

    Returns
    -------
    ndarray of int of shape (h * stride, w * stride)
        The first of equal ones.

    Examples
    --------
    >>> class_map(np.array([[[0.0, 2.0]], [[1.0, 1.0]]]), 2)
    array([[1, 1, 0, 0],
           [1, 1, 0, 0]])
    """
    kernel = bilinear_kernel(shapes.integer(stride, "stride", 1))
    padding = (len(kernel) - stride) // 2
    large = ops.conv_transpose2d(
        scores.astype(float),
        np.tile(kernel, (len(scores), 1, 1, 1)),
        stride=stride,
        padding=padding,
        groups=len(scores),
    )  # (classes, h * stride, w * stride)
    return large.argmax(axis=0)


def shares_of(scores):
    """Return the softmax of scores over the classes.

    Parameters
    ----------
    scores : ndarray of shape (classes, h, w)

    Returns
    -------
    ndarray of shape (h, w, classes)
        Adding up to 1 in each cell.

    Examples
    --------
    >>> shares_of(np.log([[[1.0]], [[3.0]]]))
    array([[[0.25, 0.75]]])
    """
    powers = np.exp(scores - scores.max(axis=0))
    return np.moveaxis(powers / powers.sum(axis=0), 0, -1)  # (h, w, classes)


def known_scores(truth, classes, stride):
    """Return the scores of a network that knows the shares of the classes in each cell, no more.

    Parameters
    ----------
    truth : ndarray of int of shape (H, W)
        Multiples of `stride`.
    classes, stride : int

    Returns
    -------
    ndarray of shape (classes, H / stride, W / stride)
        Logarithms, so that their softmax is the share of each class, nearly.

    Examples
    --------
    >>> known_scores(np.eye(2, dtype=int), classes=2, stride=2).round(1).tolist()
    [[[-0.7]], [[-0.7]]]
    """
    h, w = truth.shape
    marks = truth[None] == np.arange(classes)[:, None, None]  # (classes, H, W)
    cells = marks.reshape(classes, h // stride, stride, w // stride, stride)
    return np.log(cells.mean(axis=(2, 4)) + 1e-3)


def runs_of(classes):
    """Write a map of classes as runs: class, length, class, length, ..., row after row.

    Parameters
    ----------
    classes : ndarray of int of shape (H, W)

    Returns
    -------
    list of int

    Examples
    --------
    >>> runs_of(np.array([[0, 0, 1], [1, 1, 0]]))
    [0, 2, 1, 3, 0, 1]
    """
    flat = classes.ravel()
    starts = np.flatnonzero(np.diff(flat, prepend=-1))
    lengths = np.diff(starts, append=flat.size)
    return np.stack([flat[starts], lengths], axis=1).ravel().tolist()


def picture_address(image):
    """Return a color image as a data address that a browser shows, in few colors and few bytes.

    Parameters
    ----------
    image : ndarray of shape (3, H, W)
        In [0, 1].

    Returns
    -------
    str

    Examples
    --------
    >>> picture_address(np.zeros((3, 2, 2))).startswith("data:image/png;base64,")
    True
    """
    pixels = np.round(np.moveaxis(image, 0, -1) * 255).astype(np.uint8)  # (H, W, 3)
    stored = io.BytesIO()
    Image.fromarray(pixels).quantize(SHADES).save(stored, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(stored.getvalue()).decode()}"

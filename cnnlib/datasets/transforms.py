"""What experiments do to images: move them, or shuffle their pixels.

A fully connected network sees a fixed pixel permutation as nothing new, because its weights carry
no notion of neighborhood; a convolutional network does.  Chapter 1 measures both.
"""

import numpy as np

from cnnlib.arrays import unmasked
from cnnlib.integers import LIMIT, integer


def permute_pixels(images, seed=0):
    """Put the pixels of every image in one random order, the same for all images.

    Parameters
    ----------
    images : ndarray of shape (..., H, W)
    seed : int, optional
        Fixes the order together with H and W, so that training and test images permuted with one
        seed still match.

    Returns
    -------
    ndarray of shape (..., H, W)

    Examples
    --------
    >>> image = np.arange(6).reshape(1, 2, 3)
    >>> permute_pixels(image, seed=0)
    array([[[3, 2, 5],
            [4, 0, 1]]])
    """
    images = _images(images)
    height, width = images.shape[-2:]
    order = np.random.default_rng(seed).permutation(height * width)
    flat = images.reshape(*images.shape[:-2], height * width)
    return flat[..., order].reshape(images.shape)


def shift(images, rows, columns):
    """Move images down and to the right (up and to the left if negative), filling with zeros.

    Parameters
    ----------
    images : ndarray of shape (..., H, W)
    rows, columns : int
        Pixels.  What leaves the image is lost.

    Returns
    -------
    ndarray of shape (..., H, W)

    Raises
    ------
    ValueError
        If the shift is as large as the image.
    TypeError
        If a shift is no integer.

    Examples
    --------
    >>> shift(np.arange(1, 7).reshape(2, 3), rows=1, columns=-1)
    array([[0, 0, 0],
           [2, 3, 0]])
    """
    images = _images(images)
    rows = integer(rows, "rows", -LIMIT)
    columns = integer(columns, "columns", -LIMIT)
    height, width = images.shape[-2:]
    if abs(rows) >= height or abs(columns) >= width:
        raise ValueError(f"a shift by ({rows}, {columns}) moves {height}x{width} out of sight")
    moved = np.zeros_like(images)
    moved[..., _target(rows, height), _target(columns, width)] = images[
        ..., _target(-rows, height), _target(-columns, width)
    ]
    return moved


def _images(images):
    images = unmasked(images, "images")
    if images.ndim < 2:
        raise ValueError(f"images must have the shape (..., H, W), got {images.shape}")
    return images


def _target(offset, size):
    """Return the places that a shift by this offset fills."""
    return slice(max(offset, 0), size + min(offset, 0))

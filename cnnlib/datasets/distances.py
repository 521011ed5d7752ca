"""A task with a known distance: a pixel is compared with one further right.

A network can learn it only if its receptive field reaches that far, which chapter 6 measures.
"""

import numpy as np

from cnnlib.datasets.digits import LabelledImages
from cnnlib.integers import integer


def same_at_distance(count, size, distance, seed=0):
    """Draw images of random pixels, and label each pixel by its partner in the same row.

    Parameters
    ----------
    count : int
        Images.
    size : int
        Rows and columns of each.
    distance : int
        Columns from a pixel to its partner on the right; 1 to size - 1. The last column is
        followed by the first.
    seed : int, optional

    Returns
    -------
    LabelledImages
        ``images`` of shape (count, 1, size, size), float32, each pixel -1 or 1; ``labels`` of shape
        (count, size, size): 1 where pixel and partner are equal, else 0.

    Raises
    ------
    TypeError
        If an argument is no integer.
    ValueError
        If an argument is out of its range.

    Examples
    --------
    >>> images, labels = same_at_distance(1, size=4, distance=1)
    >>> images[0, 0, 0], labels[0, 0]
    (array([ 1.,  1.,  1., -1.], dtype=float32), array([1, 1, 0, 0]))
    """
    count, size = integer(count, "count", 1), integer(size, "size", 2)
    distance = integer(distance, "distance", 1)
    if distance >= size:
        raise ValueError(f"distance must be less than size, {size}, got {distance}")
    rng = np.random.default_rng(integer(seed, "seed", 0))
    bits = rng.integers(0, 2, size=(count, 1, size, size))
    partner = np.roll(bits, -distance, axis=3)
    images = (2 * bits - 1).astype(np.float32)
    labels = (bits == partner)[:, 0].astype(np.int64)  # (count, size, size)
    return LabelledImages(images, labels)

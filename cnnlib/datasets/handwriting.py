"""Handwriting on photographs: the pixels of a colored digit are to be found among others.

Each image is a random piece of a photograph on which a real handwritten digit was laid in one of
six bright colors; its mask says which pixels are ink. The strokes are two or three pixels wide,
so that a coarse answer is a wrong one. Used in chapter 12.
"""

from typing import NamedTuple

import numpy as np

from cnnlib.datasets.mnist import mnist
from cnnlib.datasets.photographs import photograph

SIZE = 32
INK = 0.5  # of a pixel's area, from which on it belongs to the stroke
COLORS = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 1, 1], [0, 0, 1], [1, 0, 1]], np.float32)
BACKGROUNDS = ("china", "flower")


class MaskedImages(NamedTuple):
    """Images with the class of every pixel.

    Attributes
    ----------
    images : ndarray of float32 of shape (N, 3, H, W)
        In [0, 1].
    masks : ndarray of int64 of shape (N, H, W)
        Class of each pixel.
    """

    images: np.ndarray
    masks: np.ndarray


def handwriting_on_photographs(count, seed=0):
    """Lay handwritten digits on pieces of photographs.

    Parameters
    ----------
    count : int
        At most 5,000, since no digit is used twice.
    seed : int, optional
        Another seed takes other digits, places and colors.

    Returns
    -------
    MaskedImages
        Of 32x32 pixels; class 1 is ink, class 0 the photograph.

    Raises
    ------
    ValueError
        If there are fewer digits than asked for.

    Examples
    --------
    >>> images, masks = handwriting_on_photographs(10)
    >>> images.shape, masks.shape, int(masks.max())
    ((10, 3, 32, 32), (10, 32, 32), 1)
    """
    digits = mnist().images
    if not 1 <= count <= len(digits):
        raise ValueError(f"count must be from 1 to {len(digits)}, got {count}")
    rng = np.random.default_rng(seed)
    margin = (SIZE - digits.shape[-1]) // 2
    chosen = digits[rng.choice(len(digits), count, replace=False)]
    ink = np.pad(chosen, ((0, 0), (0, 0), (margin, margin), (margin, margin)))  # (N, 1, 32, 32)
    backgrounds = [photograph(name) for name in BACKGROUNDS]
    pieces = np.stack([_piece(backgrounds, rng) for _ in range(count)])
    color = COLORS[rng.integers(len(COLORS), size=count)][:, :, None, None]
    images = pieces * (1 - ink) + color * ink
    return MaskedImages(images.astype(np.float32), (ink[:, 0] > INK).astype(np.int64))


def _piece(photographs, rng):
    """Cut a random square out of a random photograph."""
    picture = photographs[rng.integers(len(photographs))]
    top = rng.integers(picture.shape[1] - SIZE)
    left = rng.integers(picture.shape[2] - SIZE)
    return picture[:, top : top + SIZE, left : left + SIZE]

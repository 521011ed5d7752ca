"""Handwritten digits: 1,797 real images of 8x8 pixels, ten classes.

Each pixel counts the dark dots in a 4x4 block of a scanned 32x32 bitmap, 0 to 16; divided by 16
here.  The set is the test part of "Optical Recognition of Handwritten Digits" (E. Alpaydin and
C. Kaynak, 1998, UCI Machine Learning Repository), as scikit-learn ships it.  Chapter 1 introduces
it.
"""

import gzip
from numbers import Real
from typing import NamedTuple

import numpy as np

from cnnlib.datasets.files import PACKAGES, installed_file, verify
from cnnlib.datasets.pixels import in_dtype
from cnnlib.integers import integer

FILE = "data/digits.csv.gz"
SHA256 = "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8"  # of the plain CSV
SIZE = 8
LEVELS = 16


class LabelledImages(NamedTuple):
    """Images with their classes; unpacks as ``images, labels``.

    Attributes
    ----------
    images : ndarray of shape (N, C, H, W)
        Floats in [0, 1].
    labels : ndarray of shape (N,)
        The class of each image, int64.

    Examples
    --------
    >>> images, labels = LabelledImages(np.zeros((2, 1, 8, 8)), np.array([3, 7]))
    >>> images.shape, labels.tolist()
    ((2, 1, 8, 8), [3, 7])
    """

    images: np.ndarray
    labels: np.ndarray


def digits(canvas=SIZE, dtype=np.float32):
    """Load all 1,797 handwritten digits.

    Parameters
    ----------
    canvas : int, optional
        Height and width in pixels.  Above 8, the digit is centered on an empty canvas, so that it
        can be moved without losing a pixel: 12 leaves a margin of 2.
    dtype : floating-point dtype or uint8, optional

    Returns
    -------
    LabelledImages
        ``images`` of shape (1797, 1, canvas, canvas) in [0, 1], or for uint8 in 0 to 255;
        ``labels`` of shape (1797,).

    Raises
    ------
    TypeError
        If `dtype` is another type, or `canvas` is no integer.
    ValueError
        If the canvas is smaller than a digit, or the file is not the expected one.
    FileNotFoundError
        If scikit-learn is not installed.

    Examples
    --------
    >>> images, labels = digits(canvas=12)
    >>> images.shape, int(labels[0])
    ((1797, 1, 12, 12), 0)
    """
    table = read_table("sklearn", FILE, SHA256)  # (1797, 64 pixels and the label)
    pixels = table[:, :-1].reshape(-1, 1, SIZE, SIZE)
    return LabelledImages(on_canvas(pixels / LEVELS, canvas, dtype), table[:, -1].copy())


def read_table(package, file, sha256):
    """Read a compressed table of integers, a row for each image, checked by its plain bytes."""
    content = gzip.decompress(installed_file(package, file).read_bytes())
    rows = verify(content, sha256, file, PACKAGES[package][0]).decode("ascii").splitlines()
    return np.loadtxt(rows, delimiter=",", dtype=np.int64)


def on_canvas(images, canvas, dtype):
    """Center square images (N, 1, S, S) on empty squares of ``canvas`` pixels a side."""
    size = images.shape[-1]
    canvas = integer(canvas, "canvas", 1)
    if canvas < size:
        raise ValueError(f"canvas must be at least {size}, the size of a digit, got {canvas}")
    start = (canvas - size) // 2
    images = in_dtype(images, dtype)
    padded = np.zeros((len(images), 1, canvas, canvas), images.dtype)
    padded[:, :, start : start + size, start : start + size] = images
    return padded


def split(data, test_fraction=0.25, seed=0):
    """Divide labelled images into a training and a test set with the same share of every class.

    Parameters
    ----------
    data : LabelledImages
    test_fraction : float, optional
        Share of every class that goes to the test set, rounded to whole images.
    seed : int, optional
        The same seed gives the same division, whatever was done to the images before.

    Returns
    -------
    train, test : LabelledImages

    Raises
    ------
    ValueError
        If the fraction is not between 0 and 1.

    Examples
    --------
    >>> train, test = split(digits())
    >>> len(train.labels), len(test.labels)
    (1347, 450)
    """
    if not (isinstance(test_fraction, Real) and 0 < test_fraction < 1):
        raise ValueError(f"test_fraction must lie between 0 and 1, got {test_fraction!r}")
    rng = np.random.default_rng(seed)
    held_out = np.zeros(len(data.labels), bool)
    for label in np.unique(data.labels):
        members = rng.permutation(np.flatnonzero(data.labels == label))
        held_out[members[: round(test_fraction * len(members))]] = True
    return tuple(
        LabelledImages(data.images[part], data.labels[part]) for part in (~held_out, held_out)
    )

"""Windows of labelled pictures: what stands in the middle of each is known.

A classifier of windows can label every pixel of a picture, by the window around it. Used in
chapter 13 to train the classifier that then becomes fully convolutional.
"""

import numpy as np

from cnnlib.datasets.digits import LabelledImages
from cnnlib.integers import integer

JITTER = 3  # standard deviation, in pixels, of how far a window's middle is off the box's


def labelled_windows(images, masks, boxes, size=32, repeats=3, seed=0):
    """Cut windows out of pictures: around the middle of each box, and anywhere in each picture.

    Each window's middle is moved a little, and every second window is mirrored, at random. What
    would lie outside the picture repeats its border.

    Parameters
    ----------
    images : ndarray of shape (N, C, H, W)
    masks : ndarray of int of shape (N, H, W)
        Class of each pixel.
    boxes : sequence of ndarray of shape (K, 4)
        One entry a picture; x1, y1, x2, y2 in pixels.
    size : int, optional
        Height and width of a window; even.
    repeats : int, optional
        Windows for each box, and windows anywhere in each picture.
    seed : int, optional

    Returns
    -------
    LabelledImages
        ``images`` of shape (M, C, size, size), ``labels`` of shape (M,): the class of the pixel at
        row and column ``size // 2`` of the window.

    Raises
    ------
    TypeError
        If `size`, `repeats` or `seed` is no integer.
    ValueError
        If the three have different lengths or sizes, or `size` is odd.

    Examples
    --------
    >>> image = np.zeros((1, 3, 40, 40))
    >>> mask = np.zeros((1, 40, 40), dtype=int)
    >>> windows, labels = labelled_windows(image, mask, [np.array([[5, 5, 20, 20]])])
    >>> windows.shape, labels.tolist()
    ((6, 3, 32, 32), [0, 0, 0, 0, 0, 0])
    """
    images, masks = np.asarray(images), np.asarray(masks)
    size = integer(size, "size", 2)
    repeats = integer(repeats, "repeats", 1)
    _require_one_size(images, masks, boxes, size)
    rng = np.random.default_rng(integer(seed, "seed", 0))
    half = size // 2
    around = ((0, 0), (half, half), (half, half))
    windows = []
    labels = []
    for image, mask, own_boxes in zip(images, masks, boxes, strict=True):
        padded = np.pad(image, around, mode="edge")
        for row, column in _places(np.asarray(own_boxes), mask.shape, repeats, rng):
            window = padded[:, row : row + size, column : column + size]
            if rng.random() < 0.5:
                # (half, half) keeps its pixel: columns 1 to size - 1 turn around it
                window = np.concatenate([window[:, :, :1], window[:, :, :0:-1]], axis=2)
            windows.append(window)
            labels.append(mask[row, column])
    return LabelledImages(np.stack(windows), np.array(labels, np.int64))


def _places(boxes, picture_size, repeats, rng):
    """Return rows and columns near the middles of the boxes, and some anywhere, (M, 2)."""
    middles = (boxes[:, [1, 0]] + boxes[:, [3, 2]]) / 2  # (K, 2) as row and column
    near = np.repeat(middles, repeats, axis=0)
    near = near + rng.normal(0, JITTER, near.shape)
    anywhere = rng.uniform(0, picture_size, (repeats, 2))
    places = np.concatenate([near, anywhere]).astype(int)
    return np.clip(places, 0, np.array(picture_size) - 1)


def _require_one_size(images, masks, boxes, size):
    if images.ndim != 4 or masks.shape != (len(images), *images.shape[2:]):
        raise ValueError(
            f"images (N, C, H, W) need masks (N, H, W), got {images.shape} and {masks.shape}"
        )
    if len(boxes) != len(images) or len(images) == 0:
        raise ValueError(f"{len(images)} images need as many entries of boxes, got {len(boxes)}")
    if size % 2:
        raise ValueError(f"size must be even, got {size}")

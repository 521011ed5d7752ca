"""Cats and dogs, drawn: class, box and pixel mask of each are known exactly.

The two differ in shape alone: ears, muzzle, eyes, tail.  Pose, coat, light and background come from
one distribution for both, so neither a histogram of colors nor a linear classifier gets far.
"""

from typing import NamedTuple

import numpy as np

from cnnlib.datasets.cache import remember
from cnnlib.datasets.drawn.backgrounds import paint_background, paint_shadow, relight
from cnnlib.datasets.drawn.bodies import sitting, standing
from cnnlib.datasets.drawn.coats import Coat
from cnnlib.datasets.drawn.faces import cat_head, dog_head
from cnnlib.datasets.drawn.painter import Canvas, Frame
from cnnlib.integers import integer

CLASSES = ("cat", "dog")
VERSION = 1  # of the drawings: raise it when they change, so that old ones are not taken from disk
HEADS = (cat_head, dog_head)
POSES = ("portrait", "sitting", "standing")


class Pets(NamedTuple):
    """Pictures of one cat or dog each.

    Attributes
    ----------
    images : ndarray of float32 of shape (N, 3, H, W)
        In [0, 1].
    labels : ndarray of int64 of shape (N,)
        0 for a cat, 1 for a dog.
    boxes : ndarray of float32 of shape (N, 4)
        x1, y1, x2, y2 in pixels, right and lower edge excluded.
    masks : ndarray of bool of shape (N, H, W)
        Pixels of the animal.
    """

    images: np.ndarray
    labels: np.ndarray
    boxes: np.ndarray
    masks: np.ndarray


def pets(count, size=64, seed=0):
    """Draw cats and dogs, or take them from disk if they were drawn before.

    Parameters
    ----------
    count : int
        How many.  The first pictures are the same for every count.
    size : int, optional
        Height and width in pixels; the same picture at any size.
    seed : int, optional
        Another seed draws other animals.

    Returns
    -------
    Pets

    Raises
    ------
    TypeError, ValueError
        If an argument is no whole number, or there is nothing to draw.

    Examples
    --------
    >>> drawn = pets(3, size=32)
    >>> drawn.images.shape, drawn.masks.shape, drawn.labels.tolist()
    ((3, 3, 32, 32), (3, 32, 32), [1, 0, 1])
    """
    stored = stored_pets(count, size, seed)
    images = stored["images"].transpose(0, 3, 1, 2).astype(np.float32)  # (N, 3, H, W)
    images /= 255
    return Pets(images, stored["labels"], stored["boxes"], stored["masks"])


def stored_pets(count, size, seed):
    """Return the arrays of `pets` as they lie on disk, images (N, H, W, 3) in bytes."""
    count = integer(count, "count", 1)
    size = integer(size, "size", 8)
    seed = integer(seed, "seed", 0)
    name = f"version{VERSION}-{size}px-seed{seed}-{count}"
    return remember("pets", name, lambda: _draw_all(count, size, seed))


def _draw_all(count, size, seed):
    images = np.empty((count, size, size, 3), np.uint8)
    labels = np.empty(count, np.int64)
    boxes = np.empty((count, 4), np.float32)
    masks = np.empty((count, size, size), bool)
    for index in range(count):
        rng = np.random.default_rng([seed, index])
        labels[index] = _label(index, seed)
        canvas = Canvas(size)
        paint_background(canvas, rng, clutter=int(rng.integers(3, 10)))
        _paint_pet(canvas, labels[index], rng)
        relight(canvas, rng)
        images[index] = canvas.to_bytes()
        masks[index] = canvas.silhouette > 0.5
        boxes[index] = box_of(masks[index])
    return {"images": images, "labels": labels, "boxes": boxes, "masks": masks}


def _label(index, seed):
    """Return the class of one picture; of each two in a row, one is a cat and one a dog."""
    dog_first = np.random.default_rng([seed, index // 2, 1]).integers(2)
    return (index + dog_first) % 2


def box_of(mask):
    """Return the tightest box (4,) around the true pixels (H, W): x1, y1, x2, y2."""
    rows = np.flatnonzero(mask.any(axis=1))
    columns = np.flatnonzero(mask.any(axis=0))
    return np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1], np.float32)


def _paint_pet(canvas, label, rng):
    pose = POSES[rng.choice(3, p=(0.35, 0.40, 0.25))]
    coat = Coat(rng)
    mirrored = bool(rng.integers(2))
    scale, center = _place(pose, mirrored, rng)
    paint_animal(
        canvas, label, pose, Frame(center, scale, rng.uniform(-0.06, 0.06), mirrored), coat, rng
    )


def paint_animal(canvas, label, pose, body, coat, rng):
    """Paint a whole cat (label 0) or dog (1); the frame's origin is the head's middle."""
    if pose == "standing":
        paint_shadow(canvas, body, (1.3, 2.65), 1.9)
        standing(canvas, body, coat, CLASSES[label], rng)
    else:
        paint_shadow(canvas, body, (0, 2.95), 1.5)
        sitting(canvas, body, coat, CLASSES[label], rng)
    head = Frame(body.center, body.scale, rng.uniform(-0.25, 0.25))
    HEADS[label](canvas, head, coat, rng)


def _place(pose, mirrored, rng):
    """Return the length of a head's unit and where the head lies."""
    if pose == "portrait":
        return rng.uniform(0.20, 0.29), np.array((0.5, 0.52)) + rng.uniform(-0.12, 0.12, 2)
    if pose == "sitting":
        return rng.uniform(0.155, 0.2), (0.5 + rng.uniform(-0.15, 0.15), rng.uniform(0.28, 0.38))
    side = 1 if mirrored else -1
    return rng.uniform(0.15, 0.19), (0.5 + side * rng.uniform(0.15, 0.27), rng.uniform(0.34, 0.5))

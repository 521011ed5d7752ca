"""Scenes with several animals, large and small, among clutter: each pixel's class is known.

Heads of cats and dogs, fish and birds wear the same coats, and so do shapes that are no animal,
so a color says nothing about the class.  Chapters 10 and 13 find the animals.
"""

from typing import NamedTuple

import numpy as np

from cnnlib.datasets.cache import remember
from cnnlib.datasets.drawn.backgrounds import blob, paint_background, relight
from cnnlib.datasets.drawn.coats import Coat, paint_part
from cnnlib.datasets.drawn.faces import cat_head, dog_head
from cnnlib.datasets.drawn.fish_and_birds import bird, fish
from cnnlib.datasets.drawn.painter import Canvas, Frame
from cnnlib.datasets.drawn.pets import box_of
from cnnlib.integers import integer

CLASSES = ("background", "cat", "dog", "fish", "bird")
VERSION = 1  # of the drawings: raise it when they change, so that old ones are not taken from disk
PAINTERS = (cat_head, dog_head, fish, bird)
REACH = (1.45, 1.35, 1.25, 1.2)  # about how far an animal reaches from its middle, in its units
SMALLEST, LARGEST = 0.09, 0.27  # a unit's length, in sides of the picture
FEWEST, MOST = 2, 4  # animals in a scene, where they find room
TRIES = 20  # to find room for one


class Scenes(NamedTuple):
    """Pictures of several animals.

    Attributes
    ----------
    images : ndarray of float32 of shape (N, 3, H, W)
        In [0, 1].
    masks : ndarray of int64 of shape (N, H, W)
        Class of each pixel: 0 background, 1 cat, 2 dog, 3 fish, 4 bird.
    boxes : list of ndarray of float32 of shape (K, 4)
        One entry a picture; x1, y1, x2, y2 in pixels of what is visible, right and lower edge
        excluded.
    labels : list of ndarray of int64 of shape (K,)
        1 to 4.
    """

    images: np.ndarray
    masks: np.ndarray
    boxes: list
    labels: list


def scenes(count, size=64, seed=0):
    """Draw scenes of two to four animals, or take them from disk if they were drawn before.

    Parameters
    ----------
    count : int
        How many.  The first scenes are the same for every count.
    size : int, optional
        Height and width in pixels; the same scene at any size, but for animals of which too little
        is seen.
    seed : int, optional
        Another seed draws other scenes.

    Returns
    -------
    Scenes

    Raises
    ------
    TypeError, ValueError
        If an argument is no whole number, or there is nothing to draw.

    Examples
    --------
    >>> drawn = scenes(2, size=64)
    >>> drawn.images.shape, drawn.masks.shape
    ((2, 3, 64, 64), (2, 64, 64))
    >>> [boxes.shape for boxes in drawn.boxes], [labels.tolist() for labels in drawn.labels]
    ([(3, 4), (2, 4)], [[1, 1, 1], [3, 2]])
    """
    count = integer(count, "count", 1)
    size = integer(size, "size", 32)
    seed = integer(seed, "seed", 0)
    name = f"version{VERSION}-{size}px-seed{seed}-{count}"
    stored = remember("scenes", name, lambda: _draw_all(count, size, seed))
    images = stored["images"].transpose(0, 3, 1, 2).astype(np.float32)  # (N, 3, H, W)
    images /= 255
    ends = np.cumsum(stored["counts"])[:-1]
    boxes = np.split(stored["boxes"], ends)
    labels = np.split(stored["labels"], ends)
    return Scenes(images, stored["masks"].astype(np.int64), boxes, labels)


def _draw_all(count, size, seed):
    drawn = [_draw(size, np.random.default_rng([seed, index, 2])) for index in range(count)]
    return {
        "images": np.stack([image for image, _, _, _ in drawn]),
        "masks": np.stack([mask for _, mask, _, _ in drawn]),
        "boxes": np.concatenate([boxes for _, _, boxes, _ in drawn]),
        "labels": np.concatenate([labels for _, _, _, labels in drawn]),
        "counts": np.array([len(labels) for _, _, _, labels in drawn]),
    }


def _draw(size, rng):
    """Return image (size, size, 3), mask (size, size), boxes (K, 4) and labels (K,) of a scene."""
    canvas = Canvas(size)
    paint_background(canvas, rng, clutter=int(rng.integers(4, 9)))
    for _ in range(rng.integers(2, 5)):
        _paint_decoy(canvas, rng)
    mask = np.zeros((size, size), np.uint8)
    numbers = np.zeros((size, size), np.uint8)  # which animal a pixel shows, from 1
    labels = []
    for center, unit in _places(rng):
        label = int(rng.integers(1, len(CLASSES)))
        canvas.silhouette[:] = 0
        turn = rng.uniform(-0.35, 0.35)
        frame = Frame(center, unit / REACH[label - 1], turn, mirrored=bool(rng.integers(2)))
        PAINTERS[label - 1](canvas, frame, Coat(rng), rng)
        labels.append(label)
        mask[canvas.silhouette > 0.5] = label
        numbers[canvas.silhouette > 0.5] = len(labels)
    relight(canvas, rng)
    boxes = [box_of(numbers == number) for number in range(1, len(labels) + 1)]
    return canvas.to_bytes(), mask, np.array(boxes, np.float32), np.array(labels, np.int64)


def _places(rng):
    """Return centers and reaches of two to four animals that hardly cover each other."""
    wanted = rng.integers(FEWEST, MOST + 1)
    units = np.exp(rng.uniform(np.log(SMALLEST), np.log(LARGEST), wanted))
    places = []
    for reach in 1.4 * np.sort(units)[::-1]:  # the largest first, while there is room
        for _ in range(TRIES):
            center = rng.uniform(0.8 * reach, 1 - 0.8 * reach, 2)
            gaps = [np.hypot(*(center - other)) - 0.75 * (reach + r) for other, r in places]
            if min(gaps, default=1) > 0:
                places.append((center, reach))
                break
    return places


def _paint_decoy(canvas, rng):
    """Paint a shape with the coat and contour of an animal that is none."""
    frame = Frame(rng.uniform(0, 1, 2), rng.uniform(0.06, 0.2), rng.uniform(0, 2 * np.pi))
    coat = Coat(rng)
    paint_part(canvas, frame, blob(rng), coat.texture(canvas, frame, rng), coat)

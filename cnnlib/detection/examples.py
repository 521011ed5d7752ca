"""Examples to train a detector on: which proposals are objects, which background, which neither.

A proposal that overlaps a true box enough has its class, one that overlaps all of them little is
background, and those between the two are left out. R. Girshick et al., "Rich feature hierarchies
for accurate object detection and semantic segmentation", 2014; sampling as in R. Girshick, "Fast
R-CNN", 2015. Taught in chapter 10.
"""

import numpy as np

from cnnlib.detection import arguments
from cnnlib.detection.boxes import box_iou
from cnnlib.detection.warping import warp_boxes
from cnnlib.integers import integer, shown

BACKGROUND = 0
LEFT_OUT = -1


def label_proposals(proposals, boxes, labels, foreground=0.5, background=(0.1, 0.5)):
    """Give every proposal a class to be trained on: by its overlap with the true boxes.

    Parameters
    ----------
    proposals : array_like of shape (K, 4)
    boxes : array_like of shape (L, 4)
        The true boxes of the image.
    labels : array_like of int of shape (L,)
        Their classes, from 1.
    foreground : float, optional
        A proposal whose best IoU is at least this has the class of that box.
    background : (float, float), optional
        One whose best IoU is at least the first and less than the second is background.

    Returns
    -------
    ndarray of int64 of shape (K,)
        The class; 0 for background; -1 for what is neither.

    Raises
    ------
    ValueError, TypeError
        If boxes or labels do not fit, a class is below 1, or the ranges of IoU overlap.

    Examples
    --------
    >>> proposals = [[0, 0, 4, 4], [2, 0, 6, 4], [3, 3, 7, 7], [20, 20, 24, 24]]
    >>> label_proposals(proposals, [[0, 0, 4, 5]], [7])
    array([ 7,  0, -1, -1])
    """
    proposals = arguments.boxes(proposals, "proposals")
    boxes = arguments.boxes(boxes)
    labels = arguments.labels(labels, len(boxes), "labels")
    if labels.size and labels.min() <= BACKGROUND:
        raise ValueError(f"labels must be from 1, since 0 is background, got {labels.min()}")
    low, high, least = _ranges(foreground, background)
    overlap = box_iou(proposals, boxes)  # (K, L)
    best = overlap.max(axis=1, initial=0.0)
    result = np.full(len(proposals), LEFT_OUT, np.int64)
    result[(best >= low) & (best < high)] = BACKGROUND
    if labels.size:
        objects = best >= least
        result[objects] = labels[overlap.argmax(axis=1)][objects]
    return result


def sample_proposals(labels, count, foreground_share=0.25, seed=0):
    """Draw proposals to train on: mostly background, but enough objects.

    Parameters
    ----------
    labels : array_like of int of shape (K,)
        As `label_proposals` returns them.
    count : int
        How many to draw at most.
    foreground_share : float, optional
        Of `count`, at most this share are objects; there are fewer if there are not as many.
    seed : int, optional

    Returns
    -------
    ndarray of int64 of shape (drawn,)
        Indices, each at most once, by rising value.

    Raises
    ------
    ValueError, TypeError
        If `count` is below 1 or the share is not from 0 to 1.

    Examples
    --------
    >>> sample_proposals([1, 0, 0, -1, 2, 0, 0, 0, 0], count=4, seed=0)
    array([0, 5, 6, 8])
    """
    labels = arguments.labels(labels, None, "labels")
    count = integer(count, "count", minimum=1)
    share = arguments.fraction(foreground_share, "foreground_share")
    rng = np.random.default_rng(integer(seed, "seed", minimum=0))
    objects = rng.permutation(np.flatnonzero(labels > BACKGROUND))[: round(share * count)]
    rest = rng.permutation(np.flatnonzero(labels == BACKGROUND))[: count - len(objects)]
    return np.sort(np.concatenate([objects, rest]))


def training_crops(image, proposals, boxes, labels, count=32, size=32, padding=2, seed=0):
    """Cut warped examples with their classes out of one image; its true boxes are among them.

    Parameters
    ----------
    image : array_like of shape (C, H, W)
    proposals : array_like of shape (K, 4)
    boxes : array_like of shape (L, 4)
        The true boxes.
    labels : array_like of int of shape (L,)
        Their classes, from 1.
    count : int, optional
        Crops at most, a quarter of them objects.
    size, padding : int, optional
        Of the crops: see `warp_boxes`.
    seed : int, optional

    Returns
    -------
    crops : ndarray of shape (drawn, C, size, size)
    classes : ndarray of int64 of shape (drawn,)
        0 is background.

    Raises
    ------
    ValueError, TypeError
        As `label_proposals`, `sample_proposals` and `warp_boxes`.

    Examples
    --------
    >>> image = np.zeros((3, 30, 40), np.float32)
    >>> crops, classes = training_crops(image, [[0, 0, 12, 9]], [[2, 2, 9, 9]], [1])
    >>> crops.shape, classes
    ((2, 3, 32, 32), array([0, 1]))
    """
    candidates = np.vstack([arguments.boxes(proposals, "proposals"), arguments.boxes(boxes)])
    classes = label_proposals(candidates, boxes, labels)
    chosen = sample_proposals(classes, count, seed=seed)
    return warp_boxes(image, candidates[chosen], size, padding), classes[chosen]


def training_set(images, proposals, boxes, labels, count=32, size=32, padding=2, seed=0):
    """Cut the examples of several images, as `training_crops` does of one.

    Parameters
    ----------
    images : sequence of array_like of shape (C, H, W)
    proposals, boxes : sequence of array_like of shape (K, 4), one for each image
    labels : sequence of array_like of int, one for each image
    count : int, optional
        Crops of an image at most.
    size, padding : int, optional
        Of the crops: see `warp_boxes`.
    seed : int, optional
        The image with index n draws with seed + n.

    Returns
    -------
    crops : ndarray of shape (N, C, size, size)
    classes : ndarray of int64 of shape (N,)

    Raises
    ------
    ValueError, TypeError
        As `training_crops`, and if the sequences differ in length or are empty.

    Examples
    --------
    >>> images = np.zeros((2, 3, 30, 40), np.float32)
    >>> true = [[[2, 2, 9, 9]], [[5, 5, 20, 20]]]
    >>> crops, classes = training_set(images, true, true, [[1], [2]])
    >>> crops.shape, classes
    ((4, 3, 32, 32), array([1, 1, 2, 2]))
    """
    lengths = {len(images), len(proposals), len(boxes), len(labels)}
    if len(lengths) > 1 or not len(images):
        raise ValueError(
            f"images, proposals, boxes and labels must have one entry for each image, got "
            f"{len(images)}, {len(proposals)}, {len(boxes)} and {len(labels)}"
        )
    crops, classes = [], []
    for n, image in enumerate(images):
        options = {"count": count, "size": size, "padding": padding, "seed": seed + n}
        some, theirs = training_crops(image, proposals[n], boxes[n], labels[n], **options)
        crops.append(some)
        classes.append(theirs)
    return np.concatenate(crops), np.concatenate(classes)


def _ranges(foreground, background):
    """Return the range of IoU of background, and the least of objects."""
    if not isinstance(background, (tuple, list)) or len(background) != 2:
        raise ValueError(f"background must be two numbers (low, high), got {shown(background)}")
    low, high = (arguments.fraction(value, "background") for value in background)
    least = arguments.fraction(foreground, "foreground")
    if not 0 < least >= high >= low:
        raise ValueError(
            f"foreground must be above 0 and start where background ends or later: "
            f"background ({low:g}, {high:g}), foreground {least:g}"
        )
    return low, high, least

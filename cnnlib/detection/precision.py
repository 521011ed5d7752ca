"""Average precision: how well a list of scored boxes finds the true ones.

Lower a threshold on the score step by step. At each step, a detection is right if the true box
that it overlaps most has an IoU of at least the threshold, and no other detection so far found it:

    recall = right / true boxes,  precision = right / detections,
    average precision = mean over the true boxes of the best precision at their recall or a higher

Detections of equal score enter together, and of several on one true box one is right. So the
result depends neither on the order of images nor of boxes, and is never above 1. M. Everingham
et al., "The PASCAL visual object classes (VOC) challenge", 2010. Taught in chapter 10.
"""

from typing import NamedTuple

import numpy as np

from cnnlib.detection import arguments
from cnnlib.detection.boxes import box_iou
from cnnlib.integers import shown

POINTS = ("all", "11")


class Curve(NamedTuple):
    """Precision and recall at every score at which detections enter, from high to low.

    Parameters
    ----------
    scores : ndarray of shape (steps,)
        The different scores.
    right : ndarray of int64 of shape (steps,)
        True boxes found by detections of at least that score.
    detections : ndarray of int64 of shape (steps,)
        How many have at least that score.
    truths : int
        How many true boxes there are.
    """

    scores: np.ndarray
    right: np.ndarray
    detections: np.ndarray
    truths: int

    @property
    def precision(self):
        """Return the share of detections that are right, (steps,)."""
        return self.right / self.detections

    @property
    def recall(self):
        """Return the share of true boxes that are found, (steps,)."""
        return self.right / self.truths


def precision_recall(predictions, truths, iou_threshold=0.5):
    """Compute precision and recall at every score, with equal scores as one step.

    Parameters
    ----------
    predictions : list of (boxes, scores)
        One pair for each image: array_like of shape (K, 4) and of shape (K,), all of one class.
    truths : list of array_like of shape (L, 4)
        The true boxes of each image.
    iou_threshold : float, optional
        Overlap that makes a detection right, from 0 to 1; 0 itself would make all right.

    Returns
    -------
    Curve

    Raises
    ------
    ValueError
        If the lists differ in length, hold no true box at all, or boxes or scores do not fit.
    TypeError
        If an entry is not a pair of arrays.

    Examples
    --------
    >>> found = [([[0, 0, 4, 4], [5, 5, 9, 9]], [0.9, 0.4])]
    >>> curve = precision_recall(found, [[[0, 0, 4, 5]]])
    >>> curve.precision, curve.recall
    (array([1. , 0.5]), array([1., 1.]))
    """
    images, threshold = _checked(predictions, truths, iou_threshold)
    every = np.concatenate([scores for _, scores, _ in images])
    first = np.concatenate([_first_scores(*image, threshold) for image in images])
    steps = np.unique(every)[::-1]  # from high to low
    right = np.searchsorted(np.sort(-first), -steps, side="right")
    detections = np.searchsorted(np.sort(-every), -steps, side="right")
    return Curve(steps, right, detections, sum(len(true) for _, _, true in images))


def average_precision(predictions, truths, iou_threshold=0.5, points="all"):
    """Summarize precision and recall of one class in one number.

    Parameters
    ----------
    predictions : list of (boxes, scores)
        One pair for each image: array_like of shape (K, 4) and of shape (K,), all of one class.
    truths : list of array_like of shape (L, 4)
        The true boxes of each image.
    iou_threshold : float, optional
        Overlap that makes a detection right, above 0 and up to 1.
    points : {"all", "11"}, optional
        The recalls at which the best precision is read: all there are, or 0, 0.1, ..., 1.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    ValueError, TypeError
        As `precision_recall`, and for other `points`.

    Examples
    --------
    One of two true boxes is found, and one detection is wrong but has a lower score:

    >>> found = [([[0, 0, 4, 4], [5, 5, 9, 9]], [0.9, 0.4])]
    >>> average_precision(found, [[[0, 0, 4, 5], [20, 20, 30, 30]]])
    0.5
    """
    _require_points(points)
    curve = precision_recall(predictions, truths, iou_threshold)
    best = np.maximum.accumulate(curve.precision[::-1])[::-1]  # at this recall or a higher one
    best = np.append(best, 0.0)  # at recalls that are never reached
    if points == "all":
        needed = np.arange(1, curve.truths + 1)  # true boxes to be found
    else:  # recall >= k/10 in whole boxes, since 3 * 0.1 > 0.3 in floating point
        needed = (np.arange(11) * curve.truths + 9) // 10
    return float(best[np.searchsorted(curve.right, needed)].sum() / len(needed))


def average_precision_naive(predictions, truths, iou_threshold=0.5, points="all"):
    """Compute `average_precision` by counting anew at every score.

    Takes and returns what `average_precision` does; meant for reading, and for tests.

    Examples
    --------
    >>> found = [([[0, 0, 4, 4], [5, 5, 9, 9]], [0.9, 0.4])]
    >>> average_precision_naive(found, [[[0, 0, 4, 5], [20, 20, 30, 30]]])
    0.5
    """
    _require_points(points)
    images, threshold = _checked(predictions, truths, iou_threshold)
    count = sum(len(true) for _, _, true in images)
    curve = []
    for lowest in {score for _, scores, _ in images for score in scores}:
        found, detections = set(), 0
        for n, (boxes, scores, true) in enumerate(images):
            for box in boxes[scores >= lowest]:
                detections += 1
                overlap = box_iou([box], true)[0]
                if overlap.size and overlap.max() >= threshold:
                    found.add((n, int(overlap.argmax())))
        curve.append((len(found), len(found) / detections))
    levels = range(1, count + 1) if points == "all" else [k * count / 10 for k in range(11)]
    best = [max((p for right, p in curve if right >= level), default=0.0) for level in levels]
    return float(sum(best) / len(best))


def _require_points(points):
    """Refuse what is neither "all" nor "11", the number 11 included."""
    if not isinstance(points, str) or points not in POINTS:
        raise ValueError(f'points must be "all" or "11", got {shown(points)}')


def _checked(predictions, truths, iou_threshold):
    """Return a list of (boxes, scores, true boxes) and the threshold."""
    threshold = arguments.fraction(iou_threshold, "iou_threshold")
    if threshold == 0:
        raise ValueError("iou_threshold must be above 0: every box would be right")
    images = list(_images(predictions, truths))
    if not any(len(true) for _, _, true in images):
        raise ValueError("truths hold no box: without one, recall and precision mean nothing")
    return images, threshold


def _images(predictions, truths):
    """Yield boxes, scores and true boxes of every image, checked, the true ones in fixed order."""
    for name, value in (("predictions", predictions), ("truths", truths)):
        if not isinstance(value, (list, tuple)):
            raise TypeError(f"{name} must be a list, one entry for each image, got {shown(value)}")
    if len(predictions) != len(truths):
        raise ValueError(
            f"predictions and truths must have one entry for each image, "
            f"got {len(predictions)} and {len(truths)}"
        )
    for n, (prediction, true) in enumerate(zip(predictions, truths, strict=True)):
        if not isinstance(prediction, (list, tuple)) or len(prediction) != 2:
            raise TypeError(f"predictions[{n}] must be (boxes, scores), got {shown(prediction)}")
        boxes = arguments.boxes(prediction[0], f"predictions[{n}][0]")
        scores = arguments.scores(prediction[1], len(boxes), f"predictions[{n}][1]")
        true = arguments.boxes(true, f"truths[{n}]")
        yield boxes, scores, true[np.lexsort(true.T)]


def _first_scores(boxes, scores, true, threshold):
    """Return, for every true box that is found at all, the highest score that finds it."""
    if not len(boxes) or not len(true):
        return np.zeros(0)
    overlap = box_iou(boxes, true)  # (K, L)
    best = overlap.argmax(axis=1)
    right = overlap[np.arange(len(boxes)), best] >= threshold
    first = np.full(len(true), -np.inf)
    np.maximum.at(first, best[right], scores[right])
    return first[np.unique(best[right])]

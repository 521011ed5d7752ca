"""Non-maximum suppression: of boxes that overlap, keep the one with the highest score.

    take the box with the highest score, drop all that overlap it by more than the threshold, repeat

Of equal scores the first box wins, and a box is dropped if IoU > threshold, not if it is equal:
both are torchvision's rules. A. Neubeck and L. Van Gool, "Efficient non-maximum suppression",
2006; for boxes P. Felzenszwalb et al., "Object detection with discriminatively trained part-based
models", 2010. Taught in chapter 10.
"""

import numpy as np

from cnnlib.detection import arguments
from cnnlib.detection.boxes import box_iou


def nms(boxes, scores, iou_threshold):
    """Keep the boxes that no better box overlaps too much.

    Parameters
    ----------
    boxes : array_like of shape (K, 4)
        Corners x1, y1, x2, y2.
    scores : array_like of shape (K,)
    iou_threshold : float
        From 0 to 1; overlap up to it is allowed.

    Returns
    -------
    ndarray of int64 of shape (kept,)
        Indices of the boxes that stay, by falling score.

    Raises
    ------
    ValueError, TypeError
        If `boxes` are no corners, `scores` are not one for each, or the threshold is no IoU.

    Examples
    --------
    >>> boxes = [[0, 0, 4, 4], [1, 0, 5, 4], [6, 0, 9, 4]]  # the first two overlap: IoU 0.6
    >>> nms(boxes, [0.8, 0.9, 0.3], iou_threshold=0.5)
    array([1, 2])
    """
    boxes = arguments.boxes(boxes)
    scores = arguments.scores(scores, len(boxes))
    threshold = arguments.fraction(iou_threshold, "iou_threshold")
    waiting, kept = by_falling_score(scores), []
    while waiting.size:
        best, others = waiting[0], waiting[1:]
        kept.append(best)
        overlap = box_iou(boxes[[best]], boxes[others])[0]
        waiting = others[overlap <= threshold]
    return np.array(kept, np.int64)


def nms_naive(boxes, scores, iou_threshold):
    """Compute `nms` by asking of each box, best first, whether a kept one overlaps it too much.

    Takes and returns what `nms` does; meant for reading, and for tests.

    Examples
    --------
    >>> nms_naive([[0, 0, 4, 4], [1, 0, 5, 4], [6, 0, 9, 4]], [0.8, 0.9, 0.3], 0.5)
    array([1, 2])
    """
    boxes = arguments.boxes(boxes)
    scores = arguments.scores(scores, len(boxes))
    threshold = arguments.fraction(iou_threshold, "iou_threshold")
    overlap, kept = box_iou(boxes, boxes), []
    for candidate in sorted(range(len(boxes)), key=lambda k: -scores[k]):
        if all(overlap[candidate, other] <= threshold for other in kept):
            kept.append(candidate)
    return np.array(kept, np.int64)


def batched_nms(boxes, scores, idxs, iou_threshold):
    """Keep boxes by `nms` within each group: boxes of different groups leave each other alone.

    Parameters
    ----------
    boxes : array_like of shape (K, 4)
    scores : array_like of shape (K,)
    idxs : array_like of int of shape (K,)
        Group of each box: its class, or its image.
    iou_threshold : float
        From 0 to 1.

    Returns
    -------
    ndarray of int64 of shape (kept,)
        Indices of the boxes that stay, by falling score over all groups.

    Raises
    ------
    ValueError, TypeError
        As `nms`, and if `idxs` is not one integer for each box.

    Examples
    --------
    >>> boxes = [[0, 0, 4, 4], [1, 0, 5, 4], [6, 0, 9, 4]]
    >>> batched_nms(boxes, [0.8, 0.9, 0.3], idxs=[0, 1, 1], iou_threshold=0.5)
    array([1, 0, 2])
    """
    boxes = arguments.boxes(boxes)
    scores = arguments.scores(scores, len(boxes))
    groups = arguments.labels(idxs, len(boxes), "idxs")
    arguments.fraction(iou_threshold, "iou_threshold")
    stays = np.zeros(len(boxes), bool)
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        stays[members[nms(boxes[members], scores[members], iou_threshold)]] = True
    order = by_falling_score(scores)
    return order[stays[order]]


def by_falling_score(scores):
    """Return indices that sort scores from high to low, equal ones in the order given."""
    return np.argsort(-scores, kind="stable").astype(np.int64)

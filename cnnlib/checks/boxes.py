"""Checks of boxes: overlap and suppression."""

import numpy as np

from cnnlib import detection
from cnnlib.checks.cases import Cause
from cnnlib.checks.check import Check


def _draw_iou(rng):
    near = np.array([[0.0, 0.0, 6.0, 4.0], [2.0, 1.0, 9.0, 5.0]])
    inner = np.array([[1.0, 1.0, 3.0, 2.0], [3.0, 0.0, 12.0, 5.0], [30.0, 20.0, 37.0, 25.0]])
    place = rng.integers(0, 9, 2)
    near, inner = _moved(near, *place), _moved(inner, *place)
    others = _moved(near[::-1], rng.integers(1, 3), rng.integers(0, 3))
    apart = np.array([[0.0, 0.0, 4.0, 4.0], [9.0, 9.0, 12.0, 15.0]])
    apart = _moved(apart, *rng.integers(0, 9, 2))
    return [
        ("boxes that overlap", {"a": near, "b": others}),
        ("boxes apart in both directions", {"a": apart[:1], "b": apart[1:]}),
        ("more of one kind than of the other", {"a": near, "b": inner}),
    ]


def _moved(boxes, right, down=0):
    """Return boxes moved by whole places."""
    return boxes + np.array([right, down, right, down])


def _iou(a, b, clip=True, one_more=0):
    """Return the overlaps, with what two common mistakes change."""
    low, high = np.maximum(a[:, None, :2], b[:, :2]), np.minimum(a[:, None, 2:], b[:, 2:])
    sides = high - low + one_more  # (A, B, 2)
    both = (np.maximum(sides, 0) if clip else sides).prod(axis=2)
    union = _area(a, one_more)[:, None] + _area(b, one_more) - both
    return both, union


def _area(boxes, one_more=0):
    return (boxes[:, 2:] - boxes[:, :2] + one_more).prod(axis=1)


def _ratio(a, b, **options):
    both, union = _iou(a, b, **options)
    return both / union


def _plain_sum(a, b):
    return _iou(a, b)[0] / (_area(a)[:, None] + _area(b))


def _of_smaller(a, b):
    return _iou(a, b)[0] / np.minimum(_area(a)[:, None], _area(b))


def _of_first(a, b):
    return _iou(a, b)[0] / _area(a)[:, None]


def _pairwise(a, b):
    return np.diag(_ratio(a, b)) if len(a) == len(b) else None


box_iou = Check(
    "box_iou",
    detection.box_iou,
    _draw_iou,
    (
        Cause(
            "negative-overlap",
            "Boxes apart in both directions have two negative sides, whose product is positive: "
            "sides are at least 0.",
            lambda a, b: _ratio(a, b, clip=False),
        ),
        Cause("union-too-large", "The union counts the overlap twice: subtract it.", _plain_sum),
        Cause("of-the-smaller", "The overlap is divided by the smaller box.", _of_smaller),
        Cause("of-the-first", "The overlap is divided by the first box.", _of_first),
        Cause(
            "one-added-to-sides",
            "A side is x2 − x1, without adding 1.",
            lambda a, b: _ratio(a, b, one_more=1),
        ),
        Cause(
            "intersection-only", "This is the overlap, not yet divided.", lambda a, b: _iou(a, b)[0]
        ),
        Cause("pairwise", "Every box of a meets every box of b.", _pairwise),
        Cause("roles-swapped", "Rows belong to a, columns to b.", lambda a, b: _ratio(b, a)),
    ),
)


def _draw_nms(rng):
    base = _moved(np.array([0.0, 0.0, 10.0, 10.0]), *rng.integers(0, 9, 2))
    chain = np.stack([base, _moved(base, 3), _moved(base, 6)])  # IoU 7/13 and 1/4
    apart = np.stack([base, _moved(base, 20), _moved(base, 21)])
    ties = np.stack([base, _moved(base, 5)])  # IoU 1/3
    scores = np.array([0.9, 0.8, 0.7])
    order = [2, 1, 0]
    return [
        ("a chain", {"boxes": chain, "scores": scores, "iou_threshold": 0.5}),
        (
            "two objects",
            {
                "boxes": apart[order],
                "scores": scores[order] - 0.05,
                "iou_threshold": 0.5,
            },
        ),
        (
            "boxes in rising order",
            {"boxes": chain[::-1].copy(), "scores": scores[::-1].copy(), "iou_threshold": 0.3},
        ),
        (
            "overlap below the threshold",
            {"boxes": ties, "scores": np.array([0.4, 0.6]), "iou_threshold": 0.34},
        ),
    ]


def _suppressed(boxes, scores, iou_threshold, order=None, by_all=False, keeps_overlapping=False):
    """Return what is kept, with what common mistakes change."""
    order = np.argsort(-scores, kind="stable") if order is None else order
    overlap = _ratio(boxes, boxes)
    kept = []
    for place, box in enumerate(order):
        rivals = order[:place] if by_all else kept
        free = all(overlap[box, other] <= iou_threshold for other in rivals)
        if free != keeps_overlapping:
            kept.append(int(box))
    return np.array(kept)


def _top_only(boxes, scores, iou_threshold):
    order = np.argsort(-scores, kind="stable")
    overlap = _ratio(boxes, boxes)
    return np.array([order[0], *(i for i in order[1:] if overlap[i, order[0]] <= iou_threshold)])


nms = Check(
    "nms",
    detection.nms,
    _draw_nms,
    (
        Cause(
            "suppressed-by-suppressed",
            "A box that was dropped still drops others: only kept ones may.",
            lambda **a: _suppressed(**a, by_all=True),
        ),
        Cause(
            "lowest-score-first",
            "The box of the lowest score is taken first.",
            lambda **a: _suppressed(**a, order=np.argsort(a["scores"], kind="stable")),
        ),
        Cause(
            "scores-ignored",
            "The boxes are taken in the order given: sort them by falling score.",
            lambda **a: _suppressed(**a, order=np.arange(len(a["scores"]))),
        ),
        Cause("top-box-only", "Boxes are compared with the best one only.", _top_only),
        Cause(
            "nothing-dropped",
            "Nothing is dropped.",
            lambda boxes, scores, iou_threshold: np.argsort(-scores),
        ),
        Cause(
            "sorted-by-index",
            "The indices come by falling score, not in the order of the boxes.",
            lambda **a: np.sort(_suppressed(**a)),
        ),
        Cause(
            "boxes-for-indices",
            "Indices are asked for, not boxes.",
            lambda **a: a["boxes"][_suppressed(**a)],
        ),
    ),
)

"""Checks of boxes: overlap and suppression."""

import numpy as np

from cnnlib import detection
from cnnlib.checks.cases import Cause
from cnnlib.checks.check import Check


def _draw_iou(rng):
    wide, high = rng.integers(6, 12, 2)
    near = np.array([[0.0, 0.0, wide, 4.0], [2.0, 1.0, 9.0, high]])
    inner = np.array([[1.0, 1.0, 3.0, 2.0], [3.0, 0.0, 13.0, 5.0], [30.0, 20.0, 37.0, 25.0]])
    place = rng.integers(0, 9, 2)
    near, inner = _moved(near, *place), _moved(inner, *place)
    others = _moved(near[::-1], rng.integers(1, 3), rng.integers(0, 3))
    apart = np.array([[0.0, 0.0, 4.0, 4.0], [9.0, 9.0, 12.0, 15.0], [1.0, 2.0, wide, high]])
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
    chain = [0, 3, 6]  # IoU 7/13 and 1/4
    return [
        ("a chain", _scene(rng, chain, 0.5)),
        ("two objects", _scene(rng, [0, 20, 21], 0.5)),
        ("a chain and a low threshold", _scene(rng, chain, 0.3)),
        ("overlap below the threshold", _scene(rng, [0, 5], 0.34)),  # IoU 1/3
    ]


def _scene(rng, steps, iou_threshold):
    """Return boxes of falling scores, moved to the right by steps, and a last one far from all.

    They stand in random order, in which every mistake about the order shows.
    """
    base = _moved(np.array([0.0, 0.0, 10.0, 10.0]), *rng.integers(0, 9, 2))
    boxes = np.stack([*(_moved(base, step) for step in steps), _moved(base, 0, 40)])
    scores = np.arange(95, 95 - 10 * len(boxes), -10) / 100
    while True:
        order = rng.permutation(len(boxes))
        scene = {"boxes": boxes[order], "scores": scores[order], "iou_threshold": iou_threshold}
        if _order_shows(scene):
            return scene


def _order_shows(scene):
    """Tell whether boxes sorted by index, or taken as they stand, give other results."""
    right = _suppressed(**scene)
    sorted_ones = np.sort(right)
    as_given = _suppressed(**scene, order=np.arange(len(scene["boxes"])))
    drops = len(right) < len(scene["boxes"])
    return not (
        np.array_equal(right, sorted_ones)
        or np.array_equal(right, as_given)
        or (drops and np.array_equal(sorted_ones, as_given))
    )


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

"""Non-maximum suppression: by hand, against the loop, and by its laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.detection import batched_nms, box_iou, nms, nms_naive
from tests.detection import draws

SEEDS = st.integers(0, 2**32 - 1)
THRESHOLDS = st.sampled_from([0.0, 0.25, 1 / 3, 0.5, 0.7, 1.0])
NMS = pytest.mark.parametrize("suppress", [nms, nms_naive])
# IoU of neighbors 0.6, of the outer two 1/3.
ROW = [[0, 0, 4, 4], [1, 0, 5, 4], [2, 0, 6, 4]]


def drawn(seed):
    """Return boxes, scores and groups."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(0, 12))
    return draws.boxes(rng, count), draws.scores(rng, count), rng.integers(-1, 3, count)


@NMS
@pytest.mark.parametrize(
    ("scores", "threshold", "kept"),
    [
        ([0.9, 0.8, 0.7], 0.5, [0, 2]),  # the middle one goes, and cannot suppress the third
        ([0.8, 0.9, 0.7], 0.5, [1]),
        ([0.7, 0.8, 0.9], 0.5, [2, 0]),
        ([0.9, 0.8, 0.7], 0.7, [0, 1, 2]),
        ([0.9, 0.8, 0.7], 0.3, [0]),
        ([0.5, 0.5, 0.5], 0.5, [0, 2]),  # of equal scores the first wins
        ([0.9, 0.8, 0.7], 1.0, [0, 1, 2]),
    ],
)
def test_by_hand(suppress, scores, threshold, kept):
    assert suppress(ROW, scores, threshold).tolist() == kept


@NMS
def test_overlap_equal_to_the_threshold_is_allowed(suppress):
    pair = [[0, 0, 2, 2], [0, 0, 2, 1]]  # IoU 1/2
    assert suppress(pair, [0.9, 0.8], 0.5).tolist() == [0, 1]
    assert suppress(pair, [0.9, 0.8], 0.4999).tolist() == [0]


@NMS
def test_no_boxes(suppress):
    kept = suppress(np.zeros((0, 4)), np.zeros(0), 0.5)
    assert kept.shape == (0,)
    assert kept.dtype == np.int64


@given(SEEDS, THRESHOLDS)
def test_agrees_with_the_loop(seed, threshold):
    boxes, scores, _ = drawn(seed)
    assert np.array_equal(nms(boxes, scores, threshold), nms_naive(boxes, scores, threshold))


@given(SEEDS, THRESHOLDS)
def test_twice_is_once(seed, threshold):
    boxes, scores, _ = drawn(seed)
    kept = nms(boxes, scores, threshold)
    assert np.array_equal(nms(boxes[kept], scores[kept], threshold), np.arange(len(kept)))


@given(SEEDS, THRESHOLDS)
def test_kept_boxes_overlap_little_and_dropped_ones_have_a_better_neighbor(seed, threshold):
    boxes, scores, _ = drawn(seed)
    kept, overlap = nms(boxes, scores, threshold), box_iou(boxes, boxes)
    assert (np.diff(scores[kept]) <= 0).all()
    among = overlap[np.ix_(kept, kept)]
    assert (among[~np.eye(len(kept), dtype=bool)] <= threshold).all()
    for dropped in set(range(len(boxes))) - {*kept.tolist()}:
        better = kept[scores[kept] >= scores[dropped]]
        assert (overlap[dropped, better] > threshold).any()


@given(SEEDS, THRESHOLDS)
def test_without_ties_the_order_of_boxes_is_no_matter(seed, threshold):
    boxes, _, _ = drawn(seed)
    rng = np.random.default_rng(seed)
    scores, order = rng.permutation(len(boxes)).astype(float), rng.permutation(len(boxes))
    kept = order[nms(boxes[order], scores[order], threshold)]
    assert np.array_equal(kept, nms(boxes, scores, threshold))


@given(SEEDS, THRESHOLDS)
def test_groups_leave_each_other_alone(seed, threshold):
    boxes, scores, groups = drawn(seed)
    kept = batched_nms(boxes, scores, groups, threshold)
    assert (np.diff(scores[kept]) <= 0).all()
    far = boxes + 100 * groups[:, None]  # torchvision's way: move the groups apart
    assert np.array_equal(kept, nms(far, scores, threshold))


def test_one_group_is_plain_suppression():
    assert batched_nms(ROW, [0.9, 0.8, 0.7], [5, 5, 5], 0.5).tolist() == [0, 2]
    assert batched_nms(ROW, [0.9, 0.8, 0.7], [5, 6, 5], 0.5).tolist() == [0, 1, 2]
    assert batched_nms(np.zeros((0, 4)), [], [], 0.5).tolist() == []


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (([[0, 0, 4, 4]], [0.5, 0.5], 0.5), ValueError, r"scores must have the shape \(1,\)"),
        (([[0, 0, 4, 4]], [np.nan], 0.5), ValueError, r"scores\[0\] is NaN"),
        (([[9, 0, 4, 4]], [0.5], 0.5), ValueError, r"boxes\[0\] has x2 < x1"),
        (([[0, 0, 4, 4]], [0.5], 50), ValueError, "iou_threshold must be from 0 to 1, .* got 50"),
        (([[0, 0, 4, 4]], [0.5], None), TypeError, "iou_threshold must be a number, got None"),
    ],
)
def test_errors(arguments, error, message):
    for suppress in (nms, nms_naive):
        with pytest.raises(error, match=message):
            suppress(*arguments)
    with pytest.raises(error, match=message):
        batched_nms(*arguments[:2], [0], arguments[2])

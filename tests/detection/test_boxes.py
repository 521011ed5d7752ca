"""Area, overlap and forms of boxes: by hand, against the loop, and by their laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.detection import (
    box_area,
    box_convert,
    box_iou,
    box_iou_naive,
    boxes_to_rois,
    clip_boxes_to_image,
)
from tests.detection import draws

SEEDS = st.integers(0, 2**32 - 1)
IOU = pytest.mark.parametrize("iou", [box_iou, box_iou_naive])


@IOU
@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((0, 0, 4, 4), (0, 0, 4, 4), 1),
        ((0, 0, 4, 4), (2, 0, 6, 4), 8 / 24),
        ((0, 0, 4, 4), (2, 2, 6, 6), 4 / 28),
        ((0, 0, 10, 10), (4, 4, 6, 5), 2 / 100),  # one inside of the other
        ((0, 0, 4, 4), (4, 0, 8, 4), 0),  # they share a side, but no area
        ((0, 0, 4, 4), (5, 5, 8, 8), 0),
        ((-2, -2, 2, 2), (0, 0, 2, 2), 4 / 16),
        ((1, 1, 1, 5), (0, 0, 4, 4), 0),  # a line
        ((1, 1, 1, 1), (1, 1, 1, 1), 0),  # a point with itself: 0/0
    ],
)
def test_iou_by_hand(iou, a, b, expected):
    assert iou([a], [b])[0, 0] == pytest.approx(expected)


@IOU
def test_iou_of_no_boxes(iou):
    none = np.zeros((0, 4))
    assert iou(none, [[0, 0, 1, 1]]).shape == (0, 1)
    assert iou([[0, 0, 1, 1]], none).shape == (1, 0)


@given(SEEDS)
def test_iou_agrees_with_the_loop_is_symmetric_and_at_most_one(seed):
    rng = np.random.default_rng(seed)
    a = draws.boxes(rng, 5) * rng.uniform(0.1, 3)
    b = draws.boxes(rng, 4) * rng.uniform(0.1, 3)
    overlap = box_iou(a, b)
    np.testing.assert_allclose(overlap, box_iou_naive(a, b), rtol=1e-14)
    assert np.array_equal(overlap, box_iou(b, a).T)
    assert overlap.min() >= 0
    assert overlap.max() <= 1
    assert np.array_equal(np.diag(box_iou(a, a)), (box_area(a) > 0).astype(float))


@given(SEEDS, st.floats(-50, 50), st.sampled_from([0.25, 2.0, 8.0]))
def test_iou_keeps_under_shift_and_scale(seed, shift, scale):
    rng = np.random.default_rng(seed)
    a, b = draws.boxes(rng, 5), draws.boxes(rng, 4)
    overlap = box_iou(a, b)
    assert np.array_equal(box_iou(scale * a, scale * b), overlap)
    np.testing.assert_allclose(box_iou(a + shift, b + shift), overlap, atol=1e-12)


def test_dtypes():
    assert box_iou([[0, 0, 1, 1]], [[0, 0, 1, 1]]).dtype == np.float64
    single = np.array([[0, 0, 1, 1]], np.float32)
    assert box_iou(single, single).dtype == np.float32
    assert box_area(single).dtype == np.float32


def test_area_by_hand():
    assert box_area([[0, 0, 4, 3], [1, 1, 1, 9], [-1, -2, 1, 2]]).tolist() == [12, 0, 8]


def test_forms_by_hand():
    corners = [[10, 20, 30, 60]]
    assert box_convert(corners, "xyxy", "xywh").tolist() == [[10, 20, 20, 40]]
    assert box_convert(corners, "xyxy", "cxcywh").tolist() == [[20, 40, 20, 40]]
    assert box_convert([[20, 40, 20, 40]], "cxcywh", "xyxy").tolist() == corners


@given(SEEDS, st.permutations(["xyxy", "xywh", "cxcywh"]))
def test_forms_return_to_where_they_were(seed, forms):
    corners = draws.boxes(np.random.default_rng(seed), 6)
    value, form = corners, "xyxy"
    for other in [*forms, "xyxy"]:
        value, form = box_convert(value, form, other), other
    assert np.array_equal(value, corners)


def test_clip_by_hand():
    clipped = clip_boxes_to_image([[-5, 2, 7, 99], [1, 1, 2, 2], [20, 3, 30, 4]], (10, 6))
    assert clipped.tolist() == [[0, 2, 6, 10], [1, 1, 2, 2], [6, 3, 6, 4]]


def test_rois_of_a_list():
    rois = boxes_to_rois([[[0, 0, 4, 4]], np.zeros((0, 4)), [[1, 1, 2, 2], [0, 0, 3, 3]]])
    assert rois.tolist() == [[0, 0, 0, 4, 4], [2, 1, 1, 2, 2], [2, 0, 0, 3, 3]]
    assert boxes_to_rois([]).shape == (0, 5)
    assert boxes_to_rois([np.zeros((1, 4), np.float32)]).dtype == np.float32


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: box_convert([[0, 0, 1, 1]], "xyxy", "yxyx"), ValueError, "out_fmt must be one of"),
        (lambda: box_convert([[0, 0, 1, 1]], None, "xyxy"), ValueError, "in_fmt must be one of"),
        (lambda: box_convert([[0, 0, -1, 1]], "xywh", "xyxy"), ValueError, "width or height below"),
        (lambda: clip_boxes_to_image([[0, 0, 1, 1]], 0), ValueError, "size must be at least 1"),
        (lambda: boxes_to_rois(np.zeros((2, 4))), TypeError, "boxes must be a list"),
        (lambda: boxes_to_rois([[0, 0, 1, 1]]), ValueError, r"boxes\[0\] must have the shape"),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call()

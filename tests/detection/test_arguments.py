"""What is no box, score or threshold is refused with a sentence whose advice works."""

import numpy as np
import pytest

from cnnlib.detection import arguments, box_convert

GOOD = [[0.0, 0.0, 4.0, 4.0]]


def test_what_is_taken():
    assert arguments.boxes([[0, 0, 4, 4]]).dtype == np.float64
    assert arguments.boxes(np.float32(GOOD)).dtype == np.float32
    assert arguments.boxes(np.zeros((0, 4))).shape == (0, 4)
    assert arguments.scores([1, 0], 2).dtype == np.float64
    assert arguments.scores([np.inf, -np.inf], 2).tolist() == [np.inf, -np.inf]
    assert arguments.labels([], 0, "idxs").dtype == np.int64
    assert arguments.real(np.float32(0.5), "spatial_scale") == 0.5
    assert arguments.fraction(1, "iou_threshold") == 1.0


@pytest.mark.parametrize(
    ("boxes", "error", "message"),
    [
        ([[10, 20, 5, 40]], ValueError, r"boxes\[0\] has x2 < x1: \(10, 20, 5, 40\)"),
        ([[0, 0, 1, 1], [5, 20, 10, 4]], ValueError, r"boxes\[1\] has y2 < y1"),
        ([0, 0, 1, 1], ValueError, r"\(K, 4\) with rows x1, y1, x2, y2, got \(4,\)"),
        ([], ValueError, r"no box np.zeros\(\(0, 4\)\)"),
        ([[0, 0, 1, 1, 1]], ValueError, r"got \(1, 5\)"),
        ([[0, 0, np.nan, 1]], ValueError, r"boxes\[0\] holds nan"),
        ([[0, 0, 1, np.inf]], ValueError, r"boxes\[0\] holds inf"),
        ([[0, 0, 1, 1e30]], ValueError, r"holds 1e\+30: coordinates must be finite and below"),
        ([["0", "0", "1", "1"]], TypeError, "boxes must be float32 or float64, got <U1"),
        ([[True] * 4], TypeError, "boxes must be float32 or float64, got bool"),
        (np.zeros((1, 4), np.float16), TypeError, r"got float16: convert it, .* np.asarray\(boxes"),
        ([[0, 0, 1], [1]], TypeError, "boxes cannot be read as an array"),
        (None, TypeError, "got object"),
    ],
)
def test_boxes_refused(boxes, error, message):
    with pytest.raises(error, match=message):
        arguments.boxes(boxes)


def test_the_advice_for_sizes_given_as_corners_works():
    sized = [[10, 20, 5, 40]]
    with pytest.raises(ValueError, match=r"call box_convert\(boxes, 'xywh', 'xyxy'\) first"):
        arguments.boxes(sized)
    assert arguments.boxes(box_convert(sized, "xywh", "xyxy")).tolist() == [[10, 20, 15, 60]]


@pytest.mark.parametrize(
    ("rois", "error", "message"),
    [
        (GOOD, ValueError, r"\(K, 5\) .*got \(1, 4\): boxes_to_rois makes them"),
        ([[2.0, 0, 0, 1, 1]], ValueError, r"boxes\[0\] names the image 2: .* from 0 to 1"),
        ([[-1.0, 0, 0, 1, 1]], ValueError, r"names the image -1"),
        ([[0.5, 0, 0, 1, 1]], ValueError, r"names the image 0.5"),
        ([[0.0, 3, 0, 1, 1]], ValueError, r"boxes\[0\] has x2 < x1"),
        ([[0.0, 0, 0, np.nan, 1]], ValueError, r"boxes\[0\] holds nan"),
        ([[0, 0, 0, 1, 1]], TypeError, "must be float32 or float64, got int64"),
    ],
)
def test_rois_refused(rois, error, message):
    with pytest.raises(error, match=message):
        arguments.rois(rois, images=2)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: arguments.scores([0.5], 2), ValueError, r"scores must have the shape \(2,\)"),
        (lambda: arguments.scores([0.5, np.nan], 2), ValueError, r"scores\[1\] is NaN"),
        (lambda: arguments.labels([0.5], 1, "idxs"), TypeError, "idxs must be integers, got float"),
        (lambda: arguments.labels([1], 2, "idxs"), ValueError, r"idxs must have the shape \(2,\)"),
        (lambda: arguments.real(True, "p"), TypeError, r"p must be a number, got True \(bool\)"),
        (lambda: arguments.real("1", "p"), TypeError, r"p must be a number, got '1' \(str\)"),
        (lambda: arguments.real(np.nan, "p"), ValueError, "p must be a finite number"),
        (lambda: arguments.real(10**400, "p"), ValueError, "p must be a finite number"),
        (lambda: arguments.fraction(1.5, "t"), ValueError, "t must be from 0 to 1, .*got 1.5"),
        (lambda: arguments.fraction(-0.1, "t"), ValueError, "t must be from 0 to 1"),
        (lambda: arguments.positive(0, "s"), ValueError, "s must be above 0, got 0"),
        (lambda: arguments.feature_maps(np.zeros((1, 2, 3))), ValueError, r"x must .*\(N, C, H"),
        (lambda: arguments.feature_maps(np.zeros((1, 0, 3, 3))), ValueError, "x must not be empty"),
        (
            lambda: arguments.feature_maps(np.full((1, 1, 2, 2), np.nan)),
            ValueError,
            "x holds NaN or an infinite",
        ),
        (
            lambda: arguments.sized_boxes([[0, 0, 1, -1]], "boxes", "x, y, width, height"),
            ValueError,
            "x, y, width, height = 0, 0, 1, -1",
        ),
    ],
)
def test_other_arguments_refused(call, error, message):
    with pytest.raises(error, match=message):
        call()

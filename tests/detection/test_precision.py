"""Average precision: by hand, on a much-cited example, against counting anew, and by its laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.detection import (
    average_precision,
    average_precision_naive,
    cited_example,
    precision_recall,
)
from tests.detection import draws

SEEDS = st.integers(0, 2**32 - 1)
POINTS = st.sampled_from(["all", "11"])
THRESHOLDS = st.sampled_from([0.1, 0.3, 0.5, 0.75, 1.0])
AP = pytest.mark.parametrize("ap", [average_precision, average_precision_naive])
A, B, C = [0, 0, 4, 4], [10, 0, 14, 4], [20, 0, 24, 4]
NONE = np.zeros((0, 4))
CITED_OVERLAP = 0.3  # makes a detection of the cited example right


@AP
@pytest.mark.parametrize(
    ("boxes", "scores", "all_points", "eleven"),
    [
        ([A, B], [0.9, 0.8], 1, 1),
        ([A, C, B], [0.9, 0.8, 0.7], (1 + 2 / 3) / 2, (6 + 5 * 2 / 3) / 11),
        ([C, A, B], [0.9, 0.8, 0.7], 2 / 3, 2 / 3),  # the later 2/3 counts for the first, too
        ([A], [0.9], 1 / 2, 6 / 11),
        ([C], [0.9], 0, 0),
        ([A, A, B], [0.9, 0.8, 0.7], (1 + 2 / 3) / 2, (6 + 5 * 2 / 3) / 11),  # the second is wrong
        ([A, C, B], [0.8, 0.8, 0.8], 2 / 3, 2 / 3),  # equal scores enter together
        (NONE, [], 0, 0),
    ],
)
def test_two_true_boxes_by_hand(ap, boxes, scores, all_points, eleven):
    assert ap([(boxes, scores)], [[A, B]]) == pytest.approx(all_points)
    assert ap([(boxes, scores)], [[A, B]], points="11") == pytest.approx(eleven)


@AP
def test_a_detection_belongs_to_the_true_box_it_overlaps_most(ap):
    true = [[0, 0, 10, 4], [2, 0, 12, 4]]
    near_first = [[0, 0, 10, 4], [0.5, 0, 10.5, 4]]  # both overlap both by more than 0.5
    assert ap([(near_first, [0.9, 0.8])], [true]) == pytest.approx(1 / 2)


@AP
def test_overlap_equal_to_the_threshold_is_right(ap):
    half = [[0, 0, 4, 2]]
    assert ap([(half, [0.9])], [[A]], iou_threshold=0.5) == 1
    assert ap([(half, [0.9])], [[A]], iou_threshold=0.51) == 0


@AP
def test_the_other_image_does_not_help(ap):
    assert ap([([A], [0.9]), (NONE, [])], [NONE, [A]]) == 0


@AP
@pytest.mark.parametrize("found", range(1, 11))
def test_eleven_points_of_ten_boxes_count_recall_in_whole_boxes(ap, found):
    """In floating point, 3 of 10 boxes would be less than 3 * 0.1."""
    boxes = [[10 * k, 0, 10 * k + 4, 4] for k in range(10)]
    prediction = [(boxes[:found], np.linspace(1, 0.5, found))]
    assert ap(prediction, [boxes], points="11") == pytest.approx((found + 1) / 11)


def both_percentages(ap, data):
    """Return all-point and 11-point average precision in percent, as they are published."""
    values = [ap(*data, CITED_OVERLAP, points) for points in ("all", "11")]
    return tuple(round(100 * value, 2) for value in values)


@AP
def test_the_much_cited_example_has_two_answers_that_differ_by_its_tie(ap):
    assert both_percentages(ap, cited_example(first=5)) == (24.57, 26.84)  # the right one first
    assert both_percentages(ap, cited_example(first=7)) == (22.35, 23.81)
    assert both_percentages(ap, cited_example()) == (22.35, 23.81)  # both at once


def test_the_last_pixel_of_each_side_decides_over_one_detection():
    """The one with score 0.18 overlaps by 0.303 with it, and by 0.295 without."""
    found = {n: precision_recall(*cited_example(n), CITED_OVERLAP) for n in (0, 1)}
    assert {n: int(curve.right[-1]) for n, curve in found.items()} == {0: 6, 1: 7}
    without = both_percentages(average_precision, cited_example(last_pixel=0))
    assert without == (20.32, 23.81)


def test_the_curve_of_the_much_cited_example():
    curve = precision_recall(*cited_example(), CITED_OVERLAP)
    assert curve.truths == 15
    assert curve.detections[-1] == 24
    assert curve.right[-1] == 7
    assert curve.precision[:2].tolist() == [1 / 2, 2 / 3]
    assert curve.recall[-1] == 7 / 15


@given(SEEDS, THRESHOLDS, POINTS)
def test_agrees_with_counting_anew_and_is_at_most_one(seed, threshold, points):
    predictions, truths = draws.images(np.random.default_rng(seed))
    value = average_precision(predictions, truths, threshold, points)
    assert 0 <= value <= 1
    slow = average_precision_naive(predictions, truths, threshold, points)
    assert value == pytest.approx(slow, abs=1e-14)


@given(SEEDS, THRESHOLDS, POINTS)
def test_order_of_images_detections_and_true_boxes_is_no_matter(seed, threshold, points):
    rng = np.random.default_rng(seed)
    predictions, truths = draws.images(rng)
    value = average_precision(predictions, truths, threshold, points)
    mixed_predictions, mixed_truths = [], []
    for image in rng.permutation(len(truths)):
        boxes, scores = predictions[image]
        order = rng.permutation(len(boxes))
        mixed_predictions.append((boxes[order], scores[order]))
        mixed_truths.append(rng.permutation(truths[image]))
    assert average_precision(mixed_predictions, mixed_truths, threshold, points) == value


@given(SEEDS, POINTS)
def test_depends_on_the_order_of_scores_alone(seed, points):
    predictions, truths = draws.images(np.random.default_rng(seed))
    scaled = [(boxes, np.exp(3 * scores) - 20) for boxes, scores in predictions]
    value = average_precision(predictions, truths, points=points)
    assert average_precision(scaled, truths, points=points) == value


@given(SEEDS, POINTS)
def test_the_true_boxes_themselves_are_perfect_and_duplicates_below_them_cost_nothing(seed, points):
    rng = np.random.default_rng(seed)
    truths = [np.unique(draws.solid_boxes(rng, 3), axis=0) for _ in range(3)]
    perfect = [(true, np.ones(len(true))) for true in truths]
    assert average_precision(perfect, truths, 1.0, points) == 1
    doubled = [(np.vstack([true, true]), np.repeat([1.0, 0.5], len(true))) for true in truths]
    assert average_precision(doubled, truths, 1.0, points) == 1


@given(SEEDS, POINTS)
def test_a_wrong_detection_with_the_lowest_score_changes_nothing(seed, points):
    predictions, truths = draws.images(np.random.default_rng(seed))
    boxes, scores = predictions[0]
    more = [(np.vstack([boxes, [[90, 90, 91, 91]]]), np.append(scores, -1.0)), *predictions[1:]]
    value = average_precision(predictions, truths, points=points)
    assert average_precision(more, truths, points=points) == value


@AP
@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (([([A], [0.9])], []), ValueError, "one entry for each image, got 1 and 0"),
        (([], []), ValueError, "truths hold no box"),
        (([([A], [0.9])], [NONE]), ValueError, "truths hold no box"),
        (([[A]], [[A]]), TypeError, r"predictions\[0\] must be \(boxes, scores\)"),
        ((None, [[A]]), TypeError, "predictions must be a list"),
        (([([A], [0.9])], np.zeros((1, 1, 4))), TypeError, "truths must be a list"),
        (([([A], [0.9, 1])], [[A]]), ValueError, r"predictions\[0\]\[1\] must have"),
        (([([[9, 0, 4, 4]], [0.9])], [[A]]), ValueError, r"predictions\[0\]\[0\]\[0\] has"),
        (([([A], [0.9])], [[A, [9, 0, 4, 4]]]), ValueError, r"truths\[0\]\[1\] has x2 < x1"),
        (([([A], [0.9])], [[A]], 0), ValueError, "iou_threshold must be above 0"),
        (([([A], [0.9])], [[A]], 50), ValueError, "iou_threshold must be from 0 to 1"),
        (([([A], [0.9])], [[A]], 0.5, 11), ValueError, 'points must be "all" or "11", got 11'),
    ],
)
def test_errors(ap, arguments, error, message):
    with pytest.raises(error, match=message):
        ap(*arguments)

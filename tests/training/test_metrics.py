"""Accuracy and overlap by hand, by another way, and by their properties."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from cnnlib.training import accuracy, metrics

TRUTH = np.array([[0, 0, 1, 1], [0, 0, 1, 2]])
PREDICTION = np.array([[0, 1, 1, 1], [0, 0, 2, 2]])
CLASSES = 4
MAPS = arrays.arrays(np.int64, (2, 2, 6, 5), elements=st.integers(0, CLASSES - 1))


@pytest.mark.parametrize(
    ("predicted", "labels", "expected"),
    [([1], [1], 1.0), ([1, 2], [2, 1], 0.0), ([[0, 1], [2, 3]], [[0, 1], [2, 9]], 0.75)],
)
def test_accuracy_by_hand(predicted, labels, expected):
    assert accuracy(predicted, labels) == expected
    assert accuracy(torch.tensor(predicted), torch.tensor(labels)) == expected


@pytest.mark.parametrize("measure", [accuracy, lambda a, b: metrics.confusion_matrix(a, b, 3)])
@pytest.mark.parametrize(("predicted", "labels"), [([1, 2], [1]), ([], []), ([[1], [2]], [1, 2])])
def test_refuses_what_cannot_be_compared(measure, predicted, labels):
    with pytest.raises(ValueError, match="cannot compare"):
        measure(predicted, labels)


def test_three_classes_and_an_absent_one_by_hand():
    matrix = metrics.confusion_matrix(PREDICTION, TRUTH, classes=4)
    expected = [[3, 1, 0, 0], [0, 2, 1, 0], [0, 0, 1, 0], [0, 0, 0, 0]]  # rows: truth
    assert matrix.tolist() == expected
    assert metrics.pixel_accuracy(matrix) == 6 / 8
    iou = [3 / 4, 2 / 4, 1 / 2, np.nan]
    assert metrics.class_iou(matrix) == pytest.approx(iou, nan_ok=True)
    assert metrics.mean_iou(matrix) == pytest.approx(np.mean(iou[:3]))  # without the absent class


def test_a_class_that_is_only_predicted_counts_with_zero():
    matrix = metrics.confusion_matrix([0, 1], [0, 0], classes=2)
    assert metrics.class_iou(matrix).tolist() == [0.5, 0.0]
    assert metrics.mean_iou(matrix) == 0.25


@pytest.mark.parametrize("classes", [2, 5, 21])
def test_background_alone_has_accuracy_p_and_mean_iou_p_over_k(classes):
    truth = np.zeros(100 * classes, int)
    truth[: classes - 1] = np.arange(1, classes)  # every class is somewhere
    p = (truth == 0).mean()
    matrix = metrics.confusion_matrix(np.zeros_like(truth), truth, classes)
    assert metrics.pixel_accuracy(matrix) == pytest.approx(p)
    assert metrics.mean_iou(matrix) == pytest.approx(p / classes)


@given(MAPS)
def test_counts_are_those_of_a_loop_and_add_up(maps):
    prediction, truth = maps
    matrix = np.zeros((CLASSES, CLASSES), int)
    for t, p in zip(truth.ravel(), prediction.ravel(), strict=True):
        matrix[t, p] += 1
    assert np.array_equal(metrics.confusion_matrix(prediction, truth, CLASSES), matrix)
    parts = [metrics.confusion_matrix(p, t, CLASSES) for p, t in zip(*maps, strict=True)]
    assert np.array_equal(sum(parts), matrix)


@given(MAPS)
def test_iou_is_intersection_over_union_of_sets_of_places(maps):
    prediction, truth = maps
    iou = metrics.class_iou(metrics.confusion_matrix(prediction, truth, CLASSES))
    for k in range(CLASSES):
        called = set(np.flatnonzero(prediction == k))
        real = set(np.flatnonzero(truth == k))
        if called | real:
            assert iou[k] == pytest.approx(len(called & real) / len(called | real))
        else:
            assert np.isnan(iou[k])


@given(MAPS)
def test_swapping_prediction_and_truth_transposes_and_keeps_overlaps(maps):
    there = metrics.confusion_matrix(*maps, CLASSES)
    back = metrics.confusion_matrix(*maps[::-1], CLASSES)
    assert np.array_equal(there, back.T)
    assert metrics.mean_iou(there) == pytest.approx(metrics.mean_iou(back))


@given(MAPS)
def test_mean_iou_never_exceeds_one_and_is_one_only_for_the_truth(maps):
    prediction, truth = maps
    score = metrics.mean_iou(metrics.confusion_matrix(prediction, truth, CLASSES))
    assert 0 <= score <= 1
    assert (score == 1) == np.array_equal(prediction, truth)


@given(MAPS)
def test_a_band_as_wide_as_the_image_makes_boundary_iou_the_iou(maps):
    whole = metrics.boundary_iou(*maps, CLASSES, distance=6)
    assert whole == pytest.approx(
        metrics.class_iou(metrics.confusion_matrix(*maps, CLASSES)), nan_ok=True
    )


@given(MAPS, st.integers(1, 3))
def test_boundary_iou_is_that_of_bands_found_place_by_place(maps, distance):
    prediction, truth = maps
    found = metrics.boundary_iou(prediction, truth, CLASSES, distance)
    for k in range(CLASSES):
        bands = [naive_band(values == k, distance) for values in (prediction, truth)]
        union = (bands[0] | bands[1]).sum()
        expected = (bands[0] & bands[1]).sum() / union if union else np.nan
        assert found[k] == pytest.approx(expected, nan_ok=True)


def naive_band(mask, distance):
    band = np.zeros_like(mask)
    for n, row, column in zip(*np.nonzero(mask), strict=True):
        rows = slice(max(0, row - distance), row + distance + 1)
        columns = slice(max(0, column - distance), column + distance + 1)
        window = mask[n, rows, columns]
        cut = window.size < (2 * distance + 1) ** 2  # the outside of the image is near
        band[n, row, column] = cut or not window.all()
    return band


def test_a_ragged_outline_costs_more_at_the_boundary():
    truth = np.zeros((32, 32), int)
    truth[6:26, 6:26] = 1
    prediction = truth.copy()
    prediction[6, 6:26:2] = 0
    iou = metrics.class_iou(metrics.confusion_matrix(prediction, truth, 2))[1]
    assert iou == 390 / 400
    assert metrics.boundary_iou(prediction, truth, 2)[1] < 0.9


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"prediction": [0.0, 1.0]}, TypeError, "prediction must hold integers.*float64"),
        ({"truth": [0, 3]}, ValueError, "truth must lie in 0 to 2, got 0 to 3"),
        ({"prediction": [-1, 0]}, ValueError, "prediction must lie in 0 to 2, got -1 to 0"),
        ({"classes": 0}, ValueError, "classes must be at least 1"),
        ({"classes": 2.0}, TypeError, "classes must be an integer"),
    ],
)
def test_wrong_classes_are_named(change, error, message):
    with pytest.raises(error, match=message):
        metrics.confusion_matrix(**({"prediction": [0, 1], "truth": [0, 2], "classes": 3} | change))


@pytest.mark.parametrize("measure", [metrics.pixel_accuracy, metrics.class_iou, metrics.mean_iou])
@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        ([[1, 2, 3]], "is square"),
        ([[0.5, 0.5], [0, 1]], "holds integers"),
        ([[0, 0], [0, 0]], "counts something"),
        ([[1, -1], [0, 2]], "no negative"),
    ],
)
def test_refuses_what_is_no_confusion_matrix(measure, matrix, message):
    with pytest.raises(ValueError, match=message):
        measure(matrix)


def test_boundaries_need_maps():
    with pytest.raises(ValueError, match=r"shape \(N, H, W\) or \(H, W\), got \(2,\)"):
        metrics.boundary_iou([0, 1], [0, 1], 2)
    with pytest.raises(ValueError, match="distance must be at least 1"):
        metrics.boundary_iou([[0]], [[0]], 2, distance=0)


@pytest.mark.parametrize("scores", [[0.9, 0.2], [1.0, 0.0], ["1", "0"], [1j, 0]])
def test_an_accuracy_is_of_classes_and_not_of_scores(scores):
    with pytest.raises(TypeError, match="predicted must hold integers, the classes, got"):
        accuracy(scores, [1, 0])

"""Average precision of several classes: by hand, and as one class after the other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.detection import (
    average_precision,
    average_precision_per_class,
    mean_average_precision,
)
from tests.detection import draws

A, B = [0, 0, 4, 4], [10, 0, 14, 4]


def test_by_hand():
    predictions = [([A, B], [0.9, 0.8], [1, 7]), ([A], [0.5], [2])]
    truths = [([A, B], [1, 2]), ([A], [2])]
    # Class 1: found. Class 2: one of two found. Class 7 has no true box.
    assert average_precision_per_class(predictions, truths) == {1: 1.0, 2: 0.5}
    assert mean_average_precision(predictions, truths) == 0.75


@given(st.integers(0, 2**32 - 1), st.sampled_from(["all", "11"]))
def test_one_class_after_the_other(seed, points):
    rng = np.random.default_rng(seed)
    predictions, truths = draws.labelled(rng, *draws.images(rng))
    result = average_precision_per_class(predictions, truths, 0.3, points)
    assert sorted(result) == list(result)
    for label, value in result.items():
        found = [(boxes[kept == label], s[kept == label]) for boxes, s, kept in predictions]
        true = [boxes[kept == label] for boxes, kept in truths]
        assert value == average_precision(found, true, 0.3, points)
    mean = mean_average_precision(predictions, truths, 0.3, points)
    assert mean == pytest.approx(sum(result.values()) / len(result))


@pytest.mark.parametrize(
    ("predictions", "truths", "error", "message"),
    [
        ([([A], [0.9])], [([A], [1])], TypeError, r"predictions\[0\] must be \(boxes, scores, lab"),
        ([([A], [0.9], [1])], [[A]], TypeError, r"truths\[0\] must be \(boxes, labels\)"),
        ([([A], [0.9], [0.5])], [([A], [1])], TypeError, r"predictions\[0\]\[2\] must be integers"),
        ([([A], [0.9], [1])], [([A], [1, 2])], ValueError, r"truths\[0\]\[1\] must have"),
        ([], [], ValueError, "truths hold no box"),
        ([([A], [0.9], [1])], [], ValueError, "truths hold no box"),
        ([], [([A], [1])], ValueError, "one entry for each image, got 0 and 1"),
        (None, [], TypeError, "predictions must be a list"),
    ],
)
def test_errors(predictions, truths, error, message):
    with pytest.raises(error, match=message):
        mean_average_precision(predictions, truths)

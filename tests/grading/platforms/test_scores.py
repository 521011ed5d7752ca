"""Scores are of one set, one a student, and of numbers."""

import math
from dataclasses import replace

import pytest

from cnnlib.grading.platforms import Score
from cnnlib.grading.platforms.scores import require_same_set
from tests.grading.platforms.made import SCORES


def test_one_maximum():
    assert require_same_set(SCORES) == 10.0


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ([], "grade first"),
        ([SCORES[0], replace(SCORES[1], set_id="ps3")], "one set at a time"),
        ([SCORES[0], replace(SCORES[1], max_points=12)], "one set at a time"),
        ([SCORES[0], SCORES[0]], r"several scores of ps2_convolution: \['li'\]"),
    ],
)
def test_mixtures_are_refused(scores, words):
    with pytest.raises(ValueError, match=words):
        require_same_set(scores)


@pytest.mark.parametrize("points", [-1, math.nan, math.inf])
def test_points_are_numbers_from_zero(points):
    with pytest.raises(ValueError, match="must be a number from 0"):
        Score("li", "ps2", points, 10)


def test_a_maximum_is_above_zero():
    with pytest.raises(ValueError, match="above 0"):
        Score("li", "ps2", 0, 0)

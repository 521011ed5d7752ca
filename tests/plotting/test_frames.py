"""Ranges of color and frames, shared by matrices and images."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from cnnlib.plotting import style
from cnnlib.plotting.frames import frame, one_each, value_range


@pytest.mark.parametrize(
    ("arrays", "cmap", "ends", "expected"),
    [
        ([[0.0, 4.0]], style.SEQUENTIAL, (None, None), (0, 4)),
        ([[1.0, 4.0], [7.0]], style.SEQUENTIAL, (None, None), (1, 7)),
        ([[-1.0, 4.0]], style.DIVERGING, (None, None), (-4, 4)),
        ([[-9.0, 4.0]], style.DIVERGING, (None, None), (-9, 9)),
        ([[0.0, np.nan, np.inf, 2.0]], style.SEQUENTIAL, (None, None), (0, 2)),
        ([[np.nan]], style.SEQUENTIAL, (None, None), (0, 1)),
        ([[0.0, 4.0]], style.SEQUENTIAL, (-1, None), (-1, 4)),
        ([[0.0, 4.0]], style.SEQUENTIAL, (None, 8), (0, 8)),
    ],
)
def test_range(arrays, cmap, ends, expected):
    assert value_range([np.array(array) for array in arrays], cmap, *ends) == expected


@pytest.mark.parametrize("value", [0.0, 3.0])
def test_range_of_a_constant_contains_it(value):
    low, high = value_range([np.full(3, value)], style.SEQUENTIAL, None, None)
    assert low < value < high


def test_frame_has_four_sides_and_no_ticks():
    _, ax = plt.subplots()
    frame(ax)
    assert all(spine.get_visible() for spine in ax.spines.values())
    assert len(ax.get_xticks()) == len(ax.get_yticks()) == 0


def test_one_each():
    assert one_each(None, 2, "titles", "x") == ["x", "x"]
    assert one_each(("a", "b"), 2, "titles", None) == ["a", "b"]
    with pytest.raises(ValueError, match="titles: 2 needed, 1 given"):
        one_each(["a"], 2, "titles", None)

"""Ranges of color and frames, shared by matrices and images."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from cnnlib import plotting
from cnnlib.plotting import style
from cnnlib.plotting.frames import frame, number_text, one_each, value_range


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


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (-2.0, "−2"),
        (-0.0, "0"),
        (np.float32(-0.0), "0"),
        (1234567, "1234567"),
        (-1 / 3, "−0.333"),
        (0.000012345, "1.23e−05"),
        (True, "1"),
        (np.inf, "inf"),
        (-np.inf, "−inf"),
        (np.nan, "nan"),
    ],
)
def test_numbers_are_written_in_full_or_with_three_digits(value, text):
    assert number_text(value) == text


FIGURES = {  # every figure of numbers, given one value
    "show_matrix": lambda v: plotting.show_matrix([[v, v]]),
    "show_matrices": lambda v: plotting.show_matrices([[[v, v]]]),
    "show_images": lambda v: plotting.show_images([[[v, v]]]),
    "show_pipeline": lambda v: plotting.show_pipeline([[v, v], [v]]),
    "plot_curves": lambda v: plotting.plot_curves({"a": [v, v]}),
    "compare_bars": lambda v: plotting.compare_bars(["g"], {"a": [v]}),
    "show_overlay of values": lambda v: plotting.show_overlay([[0.5, 1.0]], [[v, v]]),
    "show_overlay of an image": lambda v: plotting.show_overlay([[v, v]], [[0.5, 1.0]]),
    "show_boxes": lambda v: plotting.show_boxes([[0.5]], [[v, v, v, v]]),
    "show_connections": lambda v: plotting.show_connections([[v, v]]),
    "show_local_fields": lambda v: plotting.show_local_fields([[v, v]], [[1.0]], [(0, 0)], 1),
    "show_shared_weights": lambda v: plotting.show_shared_weights([[v]], [[v]]),
}


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("value", ["7", 7j, None], ids=repr)
def test_no_figure_draws_something_else_for_text_or_complex_numbers(name, value):
    with pytest.raises(TypeError, match="must hold real numbers"):
        FIGURES[name](value)

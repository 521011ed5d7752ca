"""Results of a class: points, bars, and figures as SVG."""

from itertools import combinations

import matplotlib
import numpy as np
import pytest
from matplotlib import pyplot as plt

from cnnlib.plotting.class_results import show_counts, show_questions, svg_of


def test_questions_are_points_with_their_names():
    ax = show_questions(["a", "b", "c"], [0.9, 0.4, 0.5], [0.1, 0.6, np.nan])
    assert ax.lines[1].get_xydata()[:2].tolist() == [[0.9, 0.1], [0.4, 0.6]]
    assert {text.get_text() for text in ax.texts} == {"a", "b"}


def test_names_do_not_cover_each_other():
    names = [f"ps2-question-{i}" for i in range(4)]
    ax = show_questions(names, [0.5, 0.52, 0.9, 0.95], [0.6, 0.62, 0.5, 0.5])
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_negative_discrimination_is_in_view():
    ax = show_questions(["a"], [0.5], [-0.7])
    assert ax.get_ylim()[0] < -0.7


def test_counts_from_top_to_bottom():
    ax = show_counts(["x" * 90, "short"], [3, 1])
    assert [bar.get_width() for bar in ax.patches] == [3, 1]
    assert ax.yaxis_inverted()
    assert len(ax.get_yticklabels()[0].get_text()) == 44


def test_lengths_that_differ_are_refused():
    with pytest.raises(ValueError, match="2 names, but numbers of shapes"):
        show_questions(["a", "b"], [0.5], [0.5])
    with pytest.raises(ValueError, match="1 labels, but counts of shape"):
        show_counts(["a"], [1, 2])


def test_svg_is_the_same_each_time_and_leaves_nothing_behind():
    size = matplotlib.rcParams["font.size"]
    figures = plt.get_fignums()
    first = svg_of(show_counts, ["a"], [1])
    assert first == svg_of(show_counts, ["a"], [1])
    assert "<svg" in first
    assert "<dc:date>" not in first
    assert (plt.get_fignums(), matplotlib.rcParams["font.size"]) == (figures, size)

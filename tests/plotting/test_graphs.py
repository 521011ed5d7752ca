"""The picture of a computation: numbers at nodes and arrows, and where the nodes lie."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from cnnlib.plotting import show_graph, style
from cnnlib.plotting.graphs import RADIUS, _places

VALUES = {"x": 1, "a": 2, "b": 3, "L": 6}
SLOPES = {("x", "a"): 2.5, ("x", "b"): 3, ("a", "L"): 3, ("b", "L"): -2}
GRADIENTS = {"x": 1.5, "L": 1}


def texts_of(ax, color):
    return [text.get_text() for text in ax.texts if text.get_color() == color]


def test_shows_every_value_gradient_and_slope():
    ax = show_graph(VALUES, SLOPES, GRADIENTS)
    assert texts_of(ax, style.BLUE) == ["1", "2", "3", "6"]
    assert texts_of(ax, style.ORANGE) == ["1.5", "1"]
    slopes = [text.get_text() for text in ax.texts if text.get_text().startswith("×")]
    assert slopes == ["×2.5", "×3", "×3", "×−2"]


def test_gradients_may_be_left_out():
    assert texts_of(show_graph(VALUES, SLOPES), style.ORANGE) == []


def test_arrows_run_from_rim_to_rim():
    ax = show_graph(VALUES, SLOPES)
    places = _places(VALUES, SLOPES)
    arrows = [patch for patch in ax.patches if patch.get_gid() == "arrow"]
    for arrow, (source, target) in zip(arrows, SLOPES, strict=True):
        first, last = arrow._posA_posB
        ends = np.subtract([first, last], [places[source], places[target]])
        assert np.allclose(np.hypot(*ends.T), RADIUS)


def test_a_node_lies_right_of_all_that_it_needs():
    shortcut = {("x", "a"): 1, ("a", "L"): 1, ("x", "L"): 1}
    places = _places(["x", "a", "L"], shortcut)
    assert [places[name][0] for name in "xaL"] == [0, 1, 2]


def test_nodes_of_a_column_are_centered():
    places = _places(VALUES, SLOPES)
    assert places["x"] == (0, 0)
    assert (places["a"], places["b"]) == ((1, 0.5), (1, -0.5))


def test_draws_on_the_given_axes():
    _, ax = plt.subplots()
    assert show_graph({"x": 1}, {}, ax=ax) is ax


@pytest.mark.parametrize(
    ("slopes", "gradients"), [({("x", "y"): 1}, None), ({}, {"y": 1})], ids=["arrow", "gradient"]
)
def test_refuses_names_that_are_no_nodes(slopes, gradients):
    with pytest.raises(ValueError, match="no such nodes: \\['y'\\]"):
        show_graph({"x": 1}, slopes, gradients)


@pytest.mark.parametrize("slopes", [{("x", "x"): 1}, {("x", "y"): 1, ("y", "x"): 1}])
def test_refuses_arrows_in_a_circle(slopes):
    with pytest.raises(ValueError, match="circle"):
        show_graph({"x": 1, "y": 2}, slopes)

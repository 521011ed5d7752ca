"""What depends on what: rows, arrows, and what cannot be drawn."""

import pytest

from cnnlib.plotting import show_dependencies

NEEDS = {"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]}


def places(ax):
    """Return the row of each name, first at the top."""
    return {text.get_text(): -text.get_position()[1] for text in ax.texts if text.get_text()}


def test_each_stands_below_what_it_needs():
    assert places(show_dependencies(NEEDS)) == {"a": 0, "b": 1, "c": 1, "d": 2}


def test_one_arrow_for_each_need():
    arrows = [text for text in show_dependencies(NEEDS).texts if not text.get_text()]
    assert len(arrows) == 4


def test_arrows_that_follow_from_others_are_left_out():
    ax = show_dependencies({**NEEDS, "e": ["a", "b", "d"]})
    arrows = [text for text in ax.texts if not text.get_text()]
    assert len(arrows) == 5


def test_title():
    assert show_dependencies({"a": []}, title="map").get_title() == "map"


def test_needs_without_an_entry():
    with pytest.raises(ValueError, match=r"without an entry: \['z'\]"):
        show_dependencies({"a": ["z"]})


def test_circles():
    with pytest.raises(ValueError, match=r"circle: \['a', 'b'\]"):
        show_dependencies({"a": ["b"], "b": ["a"]})

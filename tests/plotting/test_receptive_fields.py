"""Cones over a strip, and frames on images, at the places of the field."""

import numpy as np
import pytest
from matplotlib.colors import same_color

from cnnlib.plotting import receptive_fields, show_cone, show_fields, show_nested_fields
from cnnlib.receptive_field import Field

ROWS = [([0, 1, 2, 3], [1, 2, 1, 0]), ([0.5, 1.5, 2.5], [1, 1, 0])]
NAMES = ["input", "two"]


def frames(ax):
    """Return (row, column, height, width) of the framed fields."""
    found = [p for p in ax.patches if not p.get_fill()]
    return [(p.get_y() + 0.5, p.get_x() + 0.5, p.get_height(), p.get_width()) for p in found]


def test_units_lie_over_their_centers_and_reached_ones_are_marked():
    ax = show_cone(ROWS, NAMES)
    units = [p for p in ax.patches if hasattr(p, "get_width")]
    half = receptive_fields.UNIT / 2
    assert [round(p.get_x() + half, 6) for p in units] == [0, 1, 2, 3, 0.5, 1.5, 2.5]
    marked = [same_color(p.get_facecolor(), receptive_fields.REACHED) for p in units]
    assert marked == [True, True, True, False, True, True, False]


def test_units_carry_their_index_or_their_paths():
    indices = [text.get_text() for text in show_cone(ROWS, NAMES).texts]
    assert indices == ["input", "0", "1", "2", "3", "two", "0", "1", "2"]
    paths = [text.get_text() for text in show_cone(ROWS, NAMES, paths=True).texts]
    assert paths == ["input", "1", "2", "1", "two", "1", "1"]


def test_the_cone_joins_the_outermost_reached_units():
    ax = show_cone(ROWS, NAMES)
    (cone,) = [p for p in ax.patches if not hasattr(p, "get_width")]
    half = receptive_fields.UNIT / 2
    columns = cone.get_xy()[:4, 0]
    assert columns == pytest.approx([-half, 2 + half, 1.5 + half, 0.5 - half])


def test_every_row_needs_a_name():
    with pytest.raises(ValueError, match="argument"):
        show_cone(ROWS, ["input"])


def test_one_frame_on_each_image():
    fields = [Field((0, 2), (1, 5)), Field((-1, 9), (3, 3))]
    axes = show_fields(np.zeros((2, 8, 8)), fields, ["a", "b"])
    assert [frames(ax) for ax in axes] == [[(0, 1, 3, 5)], [(-1, 3, 11, 1)]]
    assert [ax.get_title() for ax in axes] == ["a", "b"]
    with pytest.raises(ValueError, match="argument"):
        show_fields(np.zeros((2, 8, 8)), fields[:1])


def test_nested_fields_are_to_scale_and_all_visible():
    fields = {"small": Field((3, 4), (3, 4)), "large": Field((-5, 14), (-4, 15))}
    ax = show_nested_fields(np.zeros((8, 8)), fields, "a title")
    assert frames(ax) == [(3, 3, 2, 2), (-5, -4, 20, 20)]
    assert [text.get_text().strip() for text in ax.texts] == ["small", "large"]
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    assert left < -4.5
    assert right > 15.5
    assert top < -5.5
    assert bottom > 14.5
    assert ax.get_title() == "a title"
    small, large = (line.get_ydata()[1] for line in ax.lines)
    assert large < small  # the largest is named at the top

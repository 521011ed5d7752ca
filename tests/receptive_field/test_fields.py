"""Fields and grids of fields: rectangles of input places."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.receptive_field import Field, FieldGrid


def test_size_and_center():
    field = Field(rows=(2, 6), columns=(-1, 2))
    assert field.size == (5, 4)
    assert field.center == (4.0, 0.5)


def test_inside_cuts_the_padding_off():
    assert Field((-2, 3), (5, 12)).inside((10, 8)) == Field((0, 3), (5, 7))
    assert Field((1, 3), (2, 2)).inside((10, 8)) == Field((1, 3), (2, 2))
    assert Field((-2, 3), (5, 12)).inside(9) == Field((0, 3), (5, 8))


@pytest.mark.parametrize("rows", [(-5, -1), (10, 12)])
def test_nothing_inside_is_refused(rows):
    with pytest.raises(ValueError, match="outside an input"):
        Field(rows, (0, 1)).inside((10, 8))


@given(st.integers(0, 5), st.integers(0, 4), st.integers(0, 5), st.integers(0, 4))
def test_around_finds_the_marked_rectangle(top, height, left, width):
    mask = np.zeros((2, 3, 10, 10))
    mask[1, 0, top, left : left + width + 1] = -0.5
    mask[0, 2, top : top + height + 1, left] = np.nan
    assert Field.around(mask) == Field((top, top + height), (left, left + width))


def test_around_nothing_is_refused():
    with pytest.raises(ValueError, match="marks no place"):
        Field.around(np.zeros((4, 4)))


def test_one_layer():
    grid = FieldGrid().after((3, 4), stride=(1, 2), padding=((0, 1), (2, 0)), dilation=(2, 1))
    assert grid == FieldGrid(size=(5, 4), jump=(1, 2), start=(0, -2))
    assert grid.center == (2.0, -0.5)
    assert grid.field(3, 2) == Field(rows=(3, 7), columns=(2, 5))


@pytest.mark.parametrize(
    ("start", "jump", "place"), [(0, 4, 0), (-1, 4, 1), (-8, 4, 2), (-9, 4, 3), (3, 4, 0)]
)
def test_first_inside(start, jump, place):
    grid = FieldGrid((9, 9), (jump, jump), (start, start))
    assert grid.first_inside() == (place, place)
    assert grid.field(*grid.first_inside()).rows[0] >= 0


def test_joined_holds_both_fields():
    wide, narrow = FieldGrid((5, 2), (2, 2), (-2, 0)), FieldGrid((1, 4), (2, 2), (0, -4))
    assert wide.joined(narrow) == FieldGrid((5, 6), (2, 2), (-2, -4))
    assert wide.joined(narrow) == narrow.joined(wide)


def test_joined_refuses_unequal_jumps():
    with pytest.raises(ValueError, match=r"paths of block.*\(2, 2\) and \(1, 1\)"):
        FieldGrid(jump=(2, 2)).joined(FieldGrid(), "block")


@pytest.mark.parametrize(("place", "error"), [((-1, 0), ValueError), ((0.5, 0), TypeError)])
def test_places_are_counted_from_0(place, error):
    with pytest.raises(error, match="output place"):
        FieldGrid().field(*place)

"""How windows are arranged as columns; that every arrangement is right, `test_products` asks."""

import numpy as np
import pytest

from cnnlib.ops import columns, im2col
from cnnlib.shapes import Geometry


def lay_out(weight, geometry, groups=1, by_rows=None):
    """Call `Layout.of`."""
    return columns.Layout.of(weight, geometry, groups, by_rows)


def test_plain_columns_are_those_of_im2col(monkeypatch):
    monkeypatch.setattr(columns, "FEW_PLACES", 0)
    x = np.random.default_rng(0).standard_normal((3, 2, 6, 5))
    layout = lay_out(np.empty((4, 2, 3, 2)), Geometry.of((6, 5), (3, 2), 2, 1), by_rows=False)
    found = [step.copy() for _, (step,) in layout.columns(x)]
    assert np.array_equal(np.concatenate(found)[:, 0], im2col(x, (3, 2), 2, 1))


def test_columns_of_small_images_lie_beside_each_other():
    x = np.arange(2 * 9.0).reshape(2, 1, 3, 3)
    layout = lay_out(np.empty((1, 1, 2, 2)), Geometry.of((3, 3), 2))
    ((chunk, (step,)),) = layout.columns(x)
    assert chunk.beside
    assert step.shape == (1, 1, 4, 2 * 4)
    assert step[0, 0, 0].tolist() == [0, 1, 3, 4, 9, 10, 12, 13]  # the first value of each window


def test_by_rows_every_row_of_the_kernel_sees_the_same_numbers_from_its_row_on():
    x = np.arange(12.0).reshape(1, 1, 4, 3)
    layout = lay_out(np.empty((1, 1, 2, 2)), Geometry.of((4, 3), 2), by_rows=True)
    ((_, (upper, lower)),) = layout.columns(x)
    assert upper[0, 0].tolist() == [[0, 1, 3, 4, 6, 7], [1, 2, 4, 5, 7, 8]]
    assert lower[0, 0].tolist() == [[3, 4, 6, 7, 9, 10], [4, 5, 7, 8, 10, 11]]
    assert np.shares_memory(upper, lower)


@pytest.mark.parametrize("by_rows", [True, False])
def test_filters_are_undone_by_weight_of(by_rows):
    weight = np.random.default_rng(0).standard_normal((6, 2, 3, 4))
    layout = lay_out(weight, Geometry.of((24, 24), (3, 4)), 2, by_rows)
    filters = layout.filters(weight)
    assert filters.shape == ((3, 2, 3, 2 * 4) if by_rows else (1, 2, 3, 2 * 3 * 4))
    assert np.array_equal(layout.weight_of(filters, weight.shape), weight)


@pytest.mark.parametrize("few", [0, 1 << 40])
@pytest.mark.parametrize("size", [1, 700, 1 << 40])
def test_chunks_hold_every_image_and_every_group_once(monkeypatch, size, few):
    monkeypatch.setattr(columns, "CHUNK_BYTES", size)
    monkeypatch.setattr(columns, "FEW_PLACES", few)
    layout = lay_out(np.empty((6, 2, 3, 3)), Geometry.of((5, 5), 3), 3)
    seen = np.zeros((7, 6, 1, 1), int)
    for chunk in layout.chunks(7, 6, 8):
        chunk.of(seen)[...] += 1
        assert chunk.group_count * 2 == chunk.of(seen).shape[1]
    assert (seen == 1).all()


def test_rows_are_copied_once_for_all_rows_of_the_kernel():
    """The columns of 3x3 windows hold every value nine times, by rows three times."""
    x, weight = np.ones((1, 32, 24, 24)), np.ones((8, 32, 3, 3))
    geometry = Geometry.of((24, 24), 3, padding=1)
    held = {}
    for by_rows in (True, False):
        layout = lay_out(weight, geometry, 1, by_rows)
        ((_, steps),) = layout.columns(x)
        held[by_rows] = steps[0].base.nbytes
        assert [step.shape[2] for step in steps] == [32 * 3] * 3 if by_rows else [32 * 9]
    assert held[True] == 3 * 32 * 26 * 24 * 8  # 26 rows: the padded image
    assert held[False] == 9 * 32 * 24 * 24 * 8


def test_rows_are_for_many_channels_unless_the_image_is_small_or_the_step_long():
    weight = np.empty((6, 2, 3, 3))  # a kernel row has 6 values
    assert len(lay_out(weight, Geometry.of((24, 24), 3, padding=1), 1).steps) == 3
    assert len(lay_out(weight[:, :1], Geometry.of((24, 24), 3, padding=1), 1).steps) == 1
    assert len(lay_out(weight[:, :1], Geometry.of((24, 24), 3, padding=1), 2).steps) == 3
    assert len(lay_out(weight, Geometry.of((12, 12), 3, padding=1), 1).steps) == 1
    assert len(lay_out(weight, Geometry.of((48, 48), 3, 2, padding=1), 1).steps) == 1

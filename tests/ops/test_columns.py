"""How windows are arranged as columns; that every arrangement is right, `test_products` asks."""

import numpy as np
import pytest

from cnnlib.ops import columns, im2col
from cnnlib.shapes import Geometry


def test_plain_columns_are_those_of_im2col(monkeypatch):
    monkeypatch.setattr(columns, "FEW_PLACES", 0)
    x = np.random.default_rng(0).standard_normal((3, 2, 6, 5))
    layout = columns.Layout.by_windows(Geometry.of((6, 5), (3, 2), 2, 1), 1)
    found = [step.copy() for _, (step,) in layout.columns(x)]
    assert np.array_equal(np.concatenate(found)[:, 0], im2col(x, (3, 2), 2, 1))


def test_columns_of_small_images_lie_beside_each_other():
    x = np.arange(2 * 9.0).reshape(2, 1, 3, 3)
    layout = columns.Layout.by_windows(Geometry.of((3, 3), 2), 1)
    ((chunk, (step,)),) = layout.columns(x)
    assert chunk.beside
    assert step.shape == (1, 1, 4, 2 * 4)
    assert step[0, 0, 0].tolist() == [0, 1, 3, 4, 9, 10, 12, 13]  # the first value of each window


def test_by_rows_every_row_of_the_kernel_sees_the_same_numbers_from_its_row_on():
    x = np.arange(12.0).reshape(1, 1, 4, 3)
    layout = columns.Layout.by_rows(Geometry.of((4, 3), 2), 1)
    ((_, (upper, lower)),) = layout.columns(x)
    assert upper[0, 0].tolist() == [[0, 1, 3, 4, 6, 7], [1, 2, 4, 5, 7, 8]]
    assert lower[0, 0].tolist() == [[3, 4, 6, 7, 9, 10], [4, 5, 7, 8, 10, 11]]
    assert np.shares_memory(upper, lower)


def test_a_large_image_is_cut_into_bands_whose_columns_fit(monkeypatch):
    monkeypatch.setattr(columns, "CHUNK_BYTES", 2 * 9 * 20 * 6 * 8)  # six rows of windows
    x = np.random.default_rng(0).standard_normal((2, 2, 20, 20))
    layout = columns.Layout.by_windows(Geometry.of((20, 20), 3, padding=1), 1)
    whole = im2col(x, 3, padding=1).reshape(2, 18, 20, 20)
    seen = []
    for chunk, (step,) in layout.columns(x):
        assert np.array_equal(step[:, 0], whole[chunk.images, :, chunk.rows].reshape(1, 18, -1))
        seen.append((chunk.images.start, chunk.rows.start, chunk.rows.stop))
    assert seen == [(i, r, r + 5) for i in (0, 1) for r in (0, 5, 10, 15)]  # alike, not 6, 6, 6, 2


def test_a_band_has_a_least_number_of_places_for_each_filter(monkeypatch):
    monkeypatch.setattr(columns, "CHUNK_BYTES", 1)
    weight, geometry = np.empty((96, 2, 3, 3)), Geometry.of((20, 20), 3, padding=1)
    for layout, least in (
        (columns.Layout.for_output(weight, geometry, 1), 2 * 96),
        (columns.Layout.for_gradient(weight, geometry, 2), 8 * 48),
    ):
        first = next(iter(layout.chunks(1, 2, 8)))
        assert (first.rows.stop - 1) * 20 < least <= first.rows.stop * 20


@pytest.mark.parametrize(
    ("dtype", "side", "gap"),
    [(np.float32, 16, 16), (np.float32, 17, 0), (np.float32, 20, 0), (np.float64, 16, 8)],
)
def test_rows_an_even_number_of_cache_lines_apart_get_a_gap_of_one(dtype, side, gap):
    x = np.zeros((1, 2, side, side), dtype)
    layout = columns.Layout.by_windows(Geometry.of((side, side), 3, padding=1), 1)
    ((_, (step,)),) = layout.columns(x)
    assert step.strides[2] == x.itemsize * (side * side + gap)


@pytest.mark.parametrize("way", ["by_rows", "by_windows"])
def test_filters_are_undone_by_weight_of(way):
    weight = np.random.default_rng(0).standard_normal((6, 2, 3, 4))
    layout = getattr(columns.Layout, way)(Geometry.of((24, 24), (3, 4)), 2)
    filters = layout.filters(weight)
    assert filters.shape == {"by_rows": (3, 2, 3, 2 * 4), "by_windows": (1, 2, 3, 2 * 3 * 4)}[way]
    assert np.array_equal(layout.weight_of(filters, weight.shape), weight)


@pytest.mark.parametrize("way", ["by_rows", "by_windows"])
@pytest.mark.parametrize("few", [0, 1 << 40])
@pytest.mark.parametrize("size", [1, 700, 1 << 40])
def test_chunks_hold_every_value_once(monkeypatch, size, few, way):
    monkeypatch.setattr(columns, "CHUNK_BYTES", size)
    monkeypatch.setattr(columns, "FEW_PLACES", few)
    layout = getattr(columns.Layout, way)(Geometry.of((5, 5), 3), 3)
    seen = np.zeros((7, 6, 3, 3), int)
    for chunk in layout.chunks(7, 6, 8):
        chunk.outputs_of(seen)[...] += 1
        assert chunk.group_count * 2 == chunk.of(seen).shape[1]
    assert (seen == 1).all()


def test_rows_are_copied_once_for_all_rows_of_the_kernel():
    """The columns of 3x3 windows hold every value nine times, by rows three times."""
    x, geometry = np.ones((1, 16, 24, 24)), Geometry.of((24, 24), 3, padding=1)
    ((_, rows),) = columns.Layout.by_rows(geometry, 1).columns(x)
    ((_, windows),) = columns.Layout.by_windows(geometry, 1).columns(x)
    assert [step.shape[2] for step in rows] == [16 * 3] * 3
    assert [step.shape[2] for step in windows] == [16 * 9]
    line = columns.LINE_BYTES // 8
    assert rows[0].base.nbytes == 3 * 16 * (26 * 24 + line) * 8  # 26 rows: the padded image
    assert windows[0].base.nbytes == 9 * 16 * (24 * 24 + line) * 8


def steps(filters, channels, kernel_size=3, stride=1, groups=1):
    """Count the products that an output and a gradient are the sum of, on 24x24 places."""
    size = 24 * stride
    geometry = Geometry.of((size, size), kernel_size, stride, padding=1)
    weight = np.empty((filters, channels, *geometry.kernel))
    chosen = columns.Layout.for_output, columns.Layout.for_gradient
    return [len(choose(weight, geometry, groups).steps) for choose in chosen]


def test_rows_are_for_few_filters_of_many_channels():
    assert steps(filters=6, channels=2) == [3, 3]  # a kernel row has 6 values
    assert steps(filters=6, channels=1) == [1, 1]
    assert steps(filters=6, channels=1, groups=2) == [3, 3]
    assert steps(filters=64, channels=64) == [3, 3]
    assert steps(filters=65, channels=64) == [1, 1]
    assert steps(filters=6, channels=2, kernel_size=(1, 3)) == [1, 1]
    assert steps(filters=6, channels=2, stride=2) == [1, 1]


def test_a_gradient_is_not_summed_by_rows_over_few_places():
    weight, geometry = np.empty((6, 2, 3, 3)), Geometry.of((12, 12), 3, padding=1)
    assert len(columns.Layout.for_output(weight, geometry, 1).steps) == 3
    assert columns.Layout.for_gradient(weight, geometry, 1).beside

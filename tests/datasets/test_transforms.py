"""Pixels move or are shuffled as the experiments of chapter 1 assume."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.datasets import digits, permute_pixels, shift

OFFSETS = st.integers(-4, 4)


def test_one_order_for_all_images():
    images = np.stack([np.arange(64), np.arange(64) + 100]).reshape(2, 1, 8, 8)
    first, second = permute_pixels(images, seed=3)
    assert np.array_equal(first + 100, second)
    assert np.array_equal(np.sort(first.ravel()), np.arange(64))
    assert not np.array_equal(first.ravel(), np.arange(64))


def test_one_order_for_two_sets_with_one_seed():
    images = digits().images
    whole = permute_pixels(images, seed=1)
    assert np.array_equal(whole[:100], permute_pixels(images[:100], seed=1))
    assert not np.array_equal(whole, permute_pixels(images, seed=2))


def test_channels_are_permuted_alike():
    image = np.stack([np.arange(12), np.arange(12) + 50]).reshape(2, 3, 4)
    permuted = permute_pixels(image)
    assert np.array_equal(permuted[0] + 50, permuted[1])


def test_shift_by_hand():
    image = np.array([[1, 2, 3], [4, 5, 6]])
    assert shift(image, 0, 1).tolist() == [[0, 1, 2], [0, 4, 5]]
    assert shift(image, -1, 0).tolist() == [[4, 5, 6], [0, 0, 0]]


@given(rows=OFFSETS, columns=OFFSETS)
def test_shift_reads_from_where_it_came(rows, columns):
    image = np.arange(1, 31).reshape(1, 5, 6)
    moved = shift(image, rows, columns)
    for r, c in np.ndindex(5, 6):
        inside = 0 <= r - rows < 5 and 0 <= c - columns < 6
        assert moved[0, r, c] == (image[0, r - rows, c - columns] if inside else 0)


def test_canvas_of_12_loses_nothing_when_shifted_by_2():
    images = digits(canvas=12).images
    for rows, columns in [(2, 0), (-2, 0), (0, 2), (0, -2), (2, -2)]:
        moved = shift(images, rows, columns)
        assert np.array_equal(shift(moved, -rows, -columns), images)


@pytest.mark.parametrize(("rows", "columns"), [(3, 0), (0, -4)])
def test_shift_out_of_the_image_is_refused(rows, columns):
    with pytest.raises(ValueError, match="moves 3x4 out of sight"):
        shift(np.zeros((3, 4)), rows, columns)


@pytest.mark.parametrize("rows", [0.5, 1.0, "1", True, None])
def test_a_shift_is_a_whole_number(rows):
    with pytest.raises(TypeError, match="rows must be an integer, got"):
        shift(np.ones((2, 3)), rows, 0)


@pytest.mark.parametrize("function", [permute_pixels, lambda images: shift(images, 0, 0)])
def test_images_may_be_lists_and_have_rows_and_columns(function):
    assert function([[1, 2], [3, 4]]).shape == (2, 2)
    with pytest.raises(ValueError, match=r"images must have the shape \(\.\.\., H, W\), got"):
        function([1, 2])

"""Flat images become gray, the others fill the range."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from cnnlib.inspection import for_display, map_by_centers, resize_map
from cnnlib.receptive_field import FieldGrid


def test_each_image_fills_the_range_all_its_channels_together():
    images = np.random.default_rng(0).normal(5, 3, (4, 3, 6, 7)).astype(np.float32)
    shown = for_display(images)
    assert shown.dtype == np.float32
    for image, result in zip(images, shown, strict=True):
        assert (result.min(), result.max()) == (0, 1)
        expected = (image - image.min()) / (image.max() - image.min())
        assert result == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("symmetric", [False, True])
@pytest.mark.parametrize("value", [0.0, 1.0, -3.0])
def test_flat_images_do_not_divide_by_zero(recwarn, value, symmetric):
    shown = for_display(np.full((1, 1, 2, 2), value), symmetric)
    assert not recwarn.list
    expected = 0.5 + 0.5 * np.sign(value) if symmetric else 0.5
    assert np.all(shown == expected)


def test_zero_weights_are_middle_gray_and_signs_are_told_apart():
    shown = for_display([[[[-2.0, 0.0, 1.0]]]], symmetric=True).ravel()
    assert shown.tolist() == [0.0, 0.5, 0.75]


@pytest.mark.parametrize("images", [np.zeros((2, 2)), np.zeros((0, 1, 2, 2))])
def test_what_holds_no_images_is_refused(images):
    with pytest.raises(ValueError, match="must have the shape"):
        for_display(images)


def test_nan_is_refused_with_advice():
    with pytest.raises(ValueError, match=r"stack_patches\(patches, fill=0\.5\)"):
        for_display(np.full((1, 1, 2, 2), np.nan))


def test_maps_are_resized_as_pytorch_does():
    values = np.random.default_rng(0).random((4, 5))
    expected = F.interpolate(torch.from_numpy(values)[None, None], (9, 20), mode="bilinear")
    assert np.array_equal(resize_map(values, (9, 20)), expected[0, 0].numpy())
    with pytest.raises(ValueError, match=r"shape \(h, w\), got \(1, 4, 5\)"):
        resize_map(values[None], (9, 20))


def test_each_pixel_takes_the_place_that_looks_nearest_to_it():
    grid = FieldGrid(size=(5, 9), jump=(4, 2), start=(-1, -3))
    values = np.arange(6.0).reshape(2, 3)
    shown = map_by_centers(values, grid, (8, 7))
    rows = grid.center[0] + 4 * np.arange(2)
    columns = grid.center[1] + 2 * np.arange(3)
    for (row, column), value in np.ndenumerate(shown):
        place = np.argwhere(values == value)[0]
        assert abs(rows[place[0]] - row) == abs(rows - row).min()
        assert abs(columns[place[1]] - column) == abs(columns - column).min()


def test_only_a_map_has_centers():
    with pytest.raises(ValueError, match=r"must have the shape \(h, w\), got \(1, 2, 2\)"):
        map_by_centers(np.zeros((1, 2, 2)), FieldGrid(), (4, 4))


@pytest.mark.parametrize("dtype", [bool, np.uint8, np.int64])
def test_between_whole_numbers_a_map_takes_fractions(dtype):
    resized = resize_map(np.array([[0, 1]], dtype), (1, 4))
    assert resized.ravel().tolist() == [0, 0.25, 0.75, 1]


@pytest.mark.parametrize("function", [for_display, lambda v: resize_map(v[0, 0], (2, 2))])
@pytest.mark.parametrize("dtype", [complex, object, str])
def test_only_real_numbers_are_displayed(function, dtype):
    with pytest.raises(TypeError, match="must hold real numbers, got"):
        function(np.ones((1, 1, 2, 2)).astype(dtype))

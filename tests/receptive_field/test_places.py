"""Places and example inputs, of NumPy and PyTorch alike."""

import subprocess
import sys

import numpy as np
import pytest
import torch

from cnnlib.receptive_field.places import check_images, check_place, of_one_image


@pytest.mark.parametrize("place", [(), (2,), (1, 2), (0, 1, 2), [0, 1, 2], (np.int64(1), 2)])
def test_places_inside(place):
    assert check_place(place, (1, 2, 3), "place") == tuple(place)


@pytest.mark.parametrize("place", [(3,), (2, 2), (1, 1, 2), (0, 0, 0, 0), 1, "12", None])
def test_places_outside(place):
    with pytest.raises(ValueError, match=r"place must lie inside \(1, 2, 3\)"):
        check_place(place, (1, 2, 3), "place")


def test_places_are_integers():
    with pytest.raises(TypeError, match="place must be an integer"):
        check_place((0.5, 1), (4, 4), "place")


@pytest.mark.parametrize("make", [np.zeros, torch.zeros])
def test_images_of_both_kinds(make):
    for shape in [(3, 4), (1, 3, 4), (2, 1, 3, 4)]:
        check_images(make(shape))
    for shape in [(4,), (0, 4), (2, 1, 3, 0)]:
        with pytest.raises(ValueError, match="x must have the shape"):
            check_images(make(shape))


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_floating_point_types_hold_nan(dtype):
    check_images(np.zeros((2, 2), dtype))
    check_images(torch.from_numpy(np.zeros((2, 2), dtype)))


@pytest.mark.parametrize("x", [np.zeros((2, 2), int), torch.zeros(2, 2, dtype=torch.uint8)])
def test_integers_hold_no_nan(x):
    with pytest.raises(TypeError, match="x must be of a floating-point type"):
        check_images(x)


def test_lists_are_no_images():
    with pytest.raises(TypeError, match="x must be an example input"):
        check_images([[0.0]])


def test_only_batches_have_an_axis_of_images():
    assert of_one_image((1, 8, 5, 5), np.zeros((1, 3, 9, 9))) == (8, 5, 5)
    assert of_one_image((8, 5, 5), np.zeros((3, 9, 9))) == (8, 5, 5)


def test_receptive_field_loads_no_heavy_package():
    code = "import cnnlib.receptive_field, cnnlib.specs, sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {name.split(".")[0] for name in run.stdout.split()} & {"torch", "matplotlib"}

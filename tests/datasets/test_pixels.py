"""A pixel is a float from 0 to 1 or a byte from 0 to 255, whichever is asked for; never else."""

from functools import partial

import numpy as np
import pytest
from sklearn.datasets import load_sample_image

from cnnlib.datasets import digits, mnist, photograph
from cnnlib.datasets.pixels import in_dtype

LOADERS = {
    "digits": lambda dtype: digits(dtype=dtype).images,
    "digits on a canvas": lambda dtype: digits(12, dtype).images,
    "mnist": lambda dtype: mnist(dtype=dtype).images,
    "photograph": lambda dtype: photograph("flower", dtype=dtype),
    "gray photograph": lambda dtype: photograph("flower", 60, gray=True, dtype=dtype),
}
EVERY = pytest.mark.parametrize("name", LOADERS)


@EVERY
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, "f4"])
def test_floats_lie_between_0_and_1(name, dtype):
    images = LOADERS[name](dtype)
    assert images.dtype == dtype
    assert 0 <= images.min() < 0.1
    assert 0.8 < images.max() <= 1


@EVERY
def test_bytes_are_the_same_image_with_255_for_1(name):
    images = LOADERS[name](np.uint8)
    assert images.dtype == np.uint8
    assert images.max() > 204
    assert np.abs(images / 255 - LOADERS[name](np.float64)).max() <= 0.5 / 255 + 1e-12


def test_bytes_are_those_of_the_file():
    expected = load_sample_image("china.jpg").transpose(2, 0, 1)
    assert np.array_equal(photograph("china", dtype="uint8"), expected)


@EVERY
@pytest.mark.parametrize("dtype", [int, np.int16, np.uint16, bool, complex, object, "U1"])
def test_other_types_are_refused_with_what_to_ask_for(name, dtype):
    with pytest.raises(TypeError, match=r"dtype must be a floating-point type.*np\.uint8"):
        LOADERS[name](dtype)


def test_rounding_is_to_the_nearest_byte():
    assert in_dtype(np.arange(256) / 255, np.uint8).tolist() == list(range(256))
    assert in_dtype(np.array([0.4, 0.6]) / 255, np.uint8).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (partial(digits, canvas=12.0), TypeError, "canvas must be an integer, got 12.0"),
        (partial(mnist, canvas="32"), TypeError, "canvas must be an integer"),
        (partial(photograph, size=100.5), TypeError, "size must be an integer"),
        (partial(photograph, size=True), TypeError, "size must be an integer"),
        (partial(photograph, size=(100, 50.5)), TypeError, "size must be an integer"),
        (partial(photograph, size=0), ValueError, "size must be at least 1"),
        (partial(photograph, gray="no"), TypeError, "gray must be True or False, got 'no'"),
    ],
)
def test_sizes_and_flags_of_the_wrong_type_are_refused(call, error, words):
    with pytest.raises(error, match=words):
        call()

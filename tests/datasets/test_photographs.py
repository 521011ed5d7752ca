"""The photographs equal those of their packages; sizes and channels are as asked."""

import numpy as np
import pytest
import skimage.data
from sklearn.datasets import load_sample_image

from cnnlib.datasets import credit, photograph, photograph_names


@pytest.mark.parametrize("name", ["china", "flower"])
def test_equal_to_what_scikit_learn_loads(name):
    image = photograph(name, dtype=np.float64)
    assert np.array_equal(image * 255, load_sample_image(f"{name}.jpg").transpose(2, 0, 1))


# The photographs that scikit-image gives under another name.
RENAMED = {"ihc": "immunohistochemistry"}
ITS_OWN = [name for name in photograph_names() if name not in ("china", "flower")]


def scikit_image_picture(name):
    if name.startswith("motorcycle"):
        left, right, _ = skimage.data.stereo_motorcycle()
        return left if name == "motorcycle_left" else right
    return getattr(skimage.data, RENAMED.get(name, name))()


@pytest.mark.parametrize("name", ITS_OWN)
def test_equal_to_what_scikit_image_loads(name):
    expected = scikit_image_picture(name)
    if expected.dtype == bool:
        expected = expected * np.uint8(255)
    if expected.ndim == 2:
        expected = np.stack(3 * [expected], axis=-1)
    image = np.round(photograph(name, dtype=np.float64) * 255)
    assert image.shape == expected.shape[2:] + expected.shape[:2]
    # The horse is thresholded there, and keeps its soft edge here.
    if name == "horse":
        assert np.mean((image > 127) == (expected.transpose(2, 0, 1) > 127)) > 0.99
    else:
        assert np.array_equal(image, expected.transpose(2, 0, 1))


def test_the_cat_has_two_names():
    assert np.array_equal(photograph("cat"), photograph("chelsea"))


@pytest.mark.parametrize("name", ["camera", "gravel", "moon"])
def test_without_colors_the_channels_are_equal_to_the_gray_value(name):
    red, green, blue = photograph(name, size=50, dtype=np.float64)
    assert np.array_equal(red, green)
    assert np.array_equal(red, blue)
    assert photograph(name, size=50, gray=True, dtype=np.float64)[0] == pytest.approx(red)


def test_credit_names_author_and_license():
    assert credit("cat") == credit("chelsea")
    assert credit("cat").startswith("Chelsea the cat, by Stefan van der Walt (CC0 1.0), https://")
    with pytest.raises(ValueError, match="no photograph 'dog'"):
        credit("dog")


def test_gray_is_the_luma_of_the_colors():
    red, green, blue = photograph(dtype=np.float64)
    gray = photograph(gray=True, dtype=np.float64)
    assert gray.shape == (1, 427, 640)
    assert gray[0] == pytest.approx(0.299 * red + 0.587 * green + 0.114 * blue)


@pytest.mark.parametrize(
    ("size", "shape"),
    [(120, (3, 120, 180)), ((50, 80), (3, 50, 80)), (np.int64(427), (3, 427, 640))],
)
def test_sizes_are_rows_and_columns(size, shape):
    assert photograph(size=size).shape == shape


def test_scaling_keeps_the_mean_and_the_range():
    full, small = photograph(dtype=np.float64), photograph(size=100, dtype=np.float64)
    assert small.mean(axis=(1, 2)) == pytest.approx(full.mean(axis=(1, 2)), abs=0.005)
    assert 0 <= small.min() < small.max() <= 1


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_type_is_as_asked_and_memory_is_contiguous(dtype):
    image = photograph("flower", size=20, dtype=dtype)
    assert image.dtype == dtype
    assert image.flags.c_contiguous
    assert image.flags.writeable


def test_unknown_name_lists_the_known():
    with pytest.raises(ValueError, match="no photograph 'dog'; there are 'china', 'flower'"):
        photograph("dog")

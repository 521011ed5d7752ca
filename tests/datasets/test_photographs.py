"""The photographs equal scikit-learn's, and sizes and channels are as asked."""

import numpy as np
import pytest
from sklearn.datasets import load_sample_image

from cnnlib.datasets import photograph


@pytest.mark.parametrize("name", ["china", "flower"])
def test_equal_to_what_scikit_learn_loads(name):
    image = photograph(name, dtype=np.float64)
    assert np.array_equal(image * 255, load_sample_image(f"{name}.jpg").transpose(2, 0, 1))


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

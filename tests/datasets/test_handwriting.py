"""Handwriting on photographs: shapes, masks that fit, repeatable draws."""

import numpy as np
import pytest

from cnnlib.datasets import handwriting_on_photographs
from cnnlib.datasets.handwriting import COLORS


@pytest.fixture(scope="module")
def drawn():
    return handwriting_on_photographs(40, seed=1)


def test_shapes_and_types(drawn):
    assert drawn.images.shape == (40, 3, 32, 32)
    assert drawn.images.dtype == np.float32
    assert 0 <= drawn.images.min() <= drawn.images.max() <= 1
    assert drawn.masks.shape == (40, 32, 32)
    assert drawn.masks.dtype == np.int64
    assert set(np.unique(drawn.masks)) == {0, 1}


def test_ink_has_one_bright_color(drawn):
    for image, mask in zip(drawn.images, drawn.masks, strict=True):
        mean = image[:, mask == 1].mean(axis=1)
        assert np.abs(COLORS - mean).max(axis=1).min() < 0.25


def test_ink_is_a_tenth_of_the_pixels(drawn):
    assert 0.05 < drawn.masks.mean() < 0.15
    assert drawn.masks[:, 0].sum() == 0  # never at the border


def test_same_seed_same_images(drawn):
    again = handwriting_on_photographs(40, seed=1)
    assert np.array_equal(again.images, drawn.images)
    assert not np.array_equal(handwriting_on_photographs(40, seed=2).images, drawn.images)


@pytest.mark.parametrize("count", [0, 5001])
def test_more_digits_than_there_are(count):
    with pytest.raises(ValueError, match="count must be from 1 to 5000"):
        handwriting_on_photographs(count)

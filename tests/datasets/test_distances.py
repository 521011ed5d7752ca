"""A task with a known distance: every label can be read off the image, and from no nearer pixel."""

import numpy as np
import pytest

from cnnlib.datasets import same_at_distance


def test_a_label_says_whether_the_partner_is_equal():
    images, labels = same_at_distance(3, size=7, distance=2)
    assert images.shape == (3, 1, 7, 7)
    assert images.dtype == np.float32
    assert {*np.unique(images)} == {-1, 1}
    for n, row, column in np.ndindex(labels.shape):
        partner = images[n, 0, row, (column + 2) % 7]
        assert labels[n, row, column] == (images[n, 0, row, column] == partner)


def test_half_of_the_pixels_are_equal_and_nearer_ones_tell_nothing():
    images, labels = same_at_distance(200, size=16, distance=4)
    assert abs(labels.mean() - 0.5) < 0.01
    for nearer in (1, 2, 3):
        equal = images[:, 0] == np.roll(images[:, 0], -nearer, axis=2)
        assert abs((equal == labels).mean() - 0.5) < 0.01


def test_a_seed_decides():
    one, same = same_at_distance(2, 5, 1, seed=3), same_at_distance(2, 5, 1, seed=3)
    other = same_at_distance(2, 5, 1, seed=4)
    assert (one.images == same.images).all()
    assert (one.images != other.images).any()


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((0, 5, 1), ValueError, "count"),
        ((1, 1, 1), ValueError, "size"),
        ((1, 5, 0), ValueError, "distance"),
        ((1, 5, 5), ValueError, "less than size, 5, got 5"),
        ((1, 5, 1.5), TypeError, "distance"),
        ((1, 5, 1, -1), ValueError, "seed"),
    ],
)
def test_arguments_out_of_range_are_refused(arguments, error, words):
    with pytest.raises(error, match=words):
        same_at_distance(*arguments)

"""The photograph comes first, and each map has a range of its own."""

import numpy as np
import pytest

from cnnlib.plotting import show_evidence


def test_maps_stand_beside_the_image_each_with_its_own_range():
    image = np.random.default_rng(0).random((3, 4, 6))
    maps = {"small": np.eye(4, 6), "large": 100 * np.eye(4, 6)}
    axes = show_evidence(image, maps)
    assert [ax.get_title() for ax in axes] == ["photograph", "small", "large"]
    small, large = (ax.images[-1].get_array() for ax in axes[1:])
    assert np.array_equal(small, large)
    assert small[0, 0, 3] > small[0, 1, 3] == 0
    plain = axes[0].images[-1].get_array()
    assert np.allclose(plain, image.transpose(1, 2, 0))


def test_a_map_of_another_size_is_refused():
    with pytest.raises(ValueError, match="one size"):
        show_evidence(np.zeros((3, 4, 6)), {"map": np.zeros((4, 5))})

"""Networks as points: places, areas and names."""

import numpy as np
import pytest

from cnnlib.plotting import show_tradeoff

NAMES = ["a", "b", "c"]


def test_points_and_areas():
    ax = show_tradeoff(NAMES, [1e6, 1e7, 1e8], [30, 25, 20], [1, 2, 4])
    disks = ax.collections[0]
    assert disks.get_offsets().tolist() == [[1e6, 30], [1e7, 25], [1e8, 20]]
    assert np.allclose(disks.get_sizes() / disks.get_sizes()[0], [1, 2, 4])
    assert ax.get_xscale() == "log"


def test_names_point_to_the_middle():
    ax = show_tradeoff(NAMES, [1e6, 1e6, 1e9], [30, 25, 20], [1, 2, 4])
    assert [text.get_ha() for text in ax.texts] == ["left", "left", "right"]


def test_labels():
    ax = show_tradeoff(NAMES, [1, 2, 3], [1, 2, 3], [1, 1, 1], xlabel="x", ylabel="y", title="t")
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_title()) == ("x", "y", "t")


def test_lengths_must_agree():
    with pytest.raises(ValueError, match="3 names"):
        show_tradeoff(NAMES, [1, 2], [1, 2, 3], [1, 1, 1])


@pytest.mark.parametrize("wrong", [0, -1, float("nan")])
def test_costs_and_sizes_must_be_positive(wrong):
    for columns in (([1, 2, wrong], [1, 1, 1]), ([1, 2, 3], [1, 1, wrong])):
        with pytest.raises(ValueError, match="positive"):
            show_tradeoff(NAMES, columns[0], [1, 2, 3], columns[1])

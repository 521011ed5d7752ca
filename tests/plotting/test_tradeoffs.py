"""Networks as points: places, areas and names."""

from itertools import combinations

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


def test_names_do_not_cover_each_other():
    costs = [7.0, 11.7, 133, 138, 144, 61]
    errors = [30.2, 30.2, 31.0, 28.4, 27.6, 43.5]
    names = ["GoogLeNet", "ResNet-18", "VGG-11", "VGG-16", "VGG-19", "AlexNet"]
    ax = show_tradeoff(names, costs, errors, [1.5, 1.8, 7, 15, 19, 0.7])
    boxes = [text.get_window_extent() for text in ax.texts]
    assert [text.get_text() for text in ax.texts] == names
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_a_name_is_written_even_where_no_side_is_free():
    ax = show_tradeoff([f"name {n}" for n in range(9)], [1.0] * 9, [1.0] * 9, [1.0] * 9)
    assert len(ax.texts) == 9


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

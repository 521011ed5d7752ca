"""Hierarchical grouping: by hand, against the loop over all pairs, and by what every tree has."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.detection import group_regions, group_regions_naive, join_until
from cnnlib.detection.grouping import PARTS, similarity
from cnnlib.detection.region_table import RegionTable

SEEDS = st.integers(0, 2**32 - 1)
GROUP = pytest.mark.parametrize("group", [group_regions, group_regions_naive])
PART_SETS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4, unique=True)
STRIPES = np.repeat([[0, 1, 2, 3]], 3, axis=0)


def drawn(seed):
    """Return an image and a segmentation of it into blocks of random sizes."""
    rng = np.random.default_rng(seed)
    h, w, c = rng.integers(2, 9), rng.integers(2, 9), rng.choice([1, 3])
    rows, columns = np.sort(rng.integers(0, 3, h)), np.sort(rng.integers(0, 4, w))
    _, labels = np.unique(4 * rows[:, None] + columns, return_inverse=True)
    return rng.random((c, h, w)), labels.reshape(h, w)


@GROUP
def test_colors_join_first(group):
    image = np.array([0.1, 0.9, 0.9, 0.1])[STRIPES][None]
    boxes, joined = group(image, STRIPES, ["color"])
    assert joined[0].tolist() == [1, 2]
    assert boxes[4].tolist() == [1, 0, 3, 3]
    assert boxes[-1].tolist() == [0, 0, 4, 3]


@GROUP
def test_small_regions_join_first(group):
    labels = np.array([[0, 0, 0, 0, 1, 2, 3, 3, 3]])
    _, joined = group(np.zeros((1, 1, 9)), labels, ["size"])
    assert joined.tolist() == [[1, 2], [3, 4], [0, 5]]


@GROUP
def test_a_hole_is_filled_before_a_neighbor_joins(group):
    labels = np.zeros((5, 9), int)
    labels[2, 2], labels[:, 5:] = 1, 2
    _, joined = group(np.zeros((1, 5, 9)), labels, ["fill"])
    assert joined[0].tolist() == [0, 1]


@GROUP
def test_one_region_is_the_whole_tree(group):
    boxes, joined = group(np.zeros((3, 4, 5)), np.zeros((4, 5), int))
    assert boxes.tolist() == [[0, 0, 5, 4]]
    assert joined.shape == (0, 2)


@given(SEEDS, PART_SETS)
def test_agrees_with_comparing_all_pairs(seed, parts):
    image, labels = drawn(seed)
    for fast, slow in zip(
        group_regions(image, labels, parts), group_regions_naive(image, labels, parts), strict=True
    ):
        assert np.array_equal(fast, slow)


@given(SEEDS)
def test_every_region_is_joined_once_and_its_box_holds_its_parts(seed):
    image, labels = drawn(seed)
    boxes, joined = group_regions(image, labels)
    count = labels.max() + 1
    assert boxes.shape == (2 * count - 1, 4)
    assert sorted(joined.ravel()) == list(range(2 * count - 2))
    for step, (a, b) in enumerate(joined):
        assert (boxes[count + step, :2] == np.minimum(boxes[a, :2], boxes[b, :2])).all()
        assert (boxes[count + step, 2:] == np.maximum(boxes[a, 2:], boxes[b, 2:])).all()
    assert boxes[-1].tolist() == [0, 0, labels.shape[1], labels.shape[0]]


@given(SEEDS)
def test_segmentations_on_the_way_have_the_boxes_of_the_tree(seed):
    image, labels = drawn(seed)
    boxes, joined = group_regions(image, labels)
    start = len(joined) + 1
    assert np.array_equal(join_until(labels, joined, start), labels)
    assert not join_until(labels, joined, 1).any()
    for count in range(1, start):
        now = join_until(labels, joined, count)
        assert np.array_equal(np.unique(now), np.arange(count))
        found = RegionTable.of(image, now).corners
        newest = boxes[2 * start - count - 1]
        assert (found == newest).all(axis=1).any()


def test_counts_that_never_are():
    _, joined = group_regions(np.zeros((1, 3, 4)), STRIPES)
    with pytest.raises(ValueError, match="count must be at most 4"):
        join_until(STRIPES, joined, 5)
    with pytest.raises(ValueError, match="count must be at least 1"):
        join_until(STRIPES, joined, 0)
    with pytest.raises(ValueError, match=r"joined must have the shape \(3, 2\)"):
        join_until(STRIPES, joined[1:], 2)


@given(SEEDS)
def test_similarity_is_symmetric_and_each_part_is_from_0_to_1(seed):
    image, labels = drawn(seed)
    table, every = RegionTable.of(image, labels), np.arange(labels.max() + 1)
    for part in PARTS:
        values = np.array([similarity(table, a, every, [part], labels.size) for a in every])
        np.testing.assert_allclose(values, values.T, atol=1e-14)
        apart = ~np.eye(len(every), dtype=bool)
        assert values[apart].min(initial=0) >= -1e-12
        assert values[apart].max(initial=0) <= 1 + 1e-12


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((np.zeros((3, 4)), STRIPES), ValueError, r"image must have the shape \(C, H, W\)"),
        ((np.zeros((1, 3, 4), int), STRIPES), TypeError, "image must hold floats, got int64"),
        ((np.full((1, 3, 4), 2.0), STRIPES), ValueError, "image must be from 0 to 1, got 2 to 2"),
        ((np.full((1, 3, 4), np.nan), STRIPES), ValueError, "image must be from 0 to 1, got nan"),
        ((np.zeros((1, 3, 4)), STRIPES * 1.0), TypeError, "labels must be integers"),
        ((np.zeros((1, 3, 5)), STRIPES), ValueError, r"labels must have the shape \(3, 5\)"),
        ((np.zeros((1, 3, 4)), 2 * STRIPES), ValueError, r"labels must be 0, 1, ... without gaps"),
        ((np.zeros((1, 3, 4)), STRIPES, "color"), ValueError, "parts must be a list of some of"),
        ((np.zeros((1, 3, 4)), STRIPES, ["hue"]), ValueError, "parts must be a list of some of"),
        ((np.zeros((1, 3, 4)), STRIPES, []), ValueError, "parts must be a list of some of"),
        ((np.zeros((1, 3, 4)), STRIPES, 4), ValueError, "parts must be a list of some of"),
    ],
)
@GROUP
def test_errors(group, arguments, error, message):
    with pytest.raises(error, match=message):
        group(*arguments)

"""Examples to train on: by hand, and how many of which kind."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.detection import (
    box_iou,
    label_proposals,
    sample_proposals,
    training_crops,
    training_set,
    warp_boxes,
)
from tests.detection import draws

SEEDS = st.integers(0, 2**28 - 1)
TRUE = [[0, 0, 4, 4], [10, 0, 14, 4]]


@pytest.mark.parametrize(
    ("proposal", "expected"),
    [
        ([0, 0, 4, 4], 5),
        ([10, 0, 14, 4], 6),
        ([0, 0, 4, 8], 5),  # IoU 1/2
        ([2, 0, 6, 4], 0),  # 1/3
        ([0, 0, 16, 10], 0),  # 1/10
        ([0, 0, 16, 10.1], -1),
        ([30, 30, 34, 34], -1),  # nowhere near
    ],
)
def test_by_hand(proposal, expected):
    assert label_proposals([proposal], TRUE, [5, 6]).tolist() == [expected]


def test_ranges_can_be_moved():
    proposals = [[0, 0, 4, 8], [2, 0, 6, 4], [30, 30, 34, 34]]
    assert label_proposals(proposals, TRUE, [1, 2], 0.6, (0, 0.6)).tolist() == [0, 0, 0]
    assert label_proposals(proposals, TRUE, [1, 2], 0.6, (0, 0.4)).tolist() == [-1, 0, 0]


def test_an_image_without_objects_is_all_background():
    none = np.zeros((0, 4))
    assert label_proposals(TRUE, none, [], background=(0, 0.5)).tolist() == [0, 0]
    assert label_proposals(none, TRUE, [1, 2]).tolist() == []


@given(SEEDS)
def test_labels_follow_the_best_overlap(seed):
    rng = np.random.default_rng(seed)
    proposals, true = draws.boxes(rng, 12), draws.solid_boxes(rng, 3)
    labels = label_proposals(proposals, true, [1, 2, 3])
    overlap = box_iou(proposals, true)
    assert ((labels > 0) == (overlap.max(axis=1) >= 0.5)).all()
    best = labels[labels > 0] - 1
    assert (
        overlap[labels > 0][np.arange(len(best)), best] == overlap[labels > 0].max(axis=1)
    ).all()


@given(SEEDS, st.integers(1, 20), st.sampled_from([0.0, 0.25, 1.0]))
def test_a_sample_has_enough_background(seed, count, share):
    labels = np.random.default_rng(seed).integers(-1, 3, 30)
    chosen = sample_proposals(labels, count, share, seed=seed)
    assert len(set(chosen)) == len(chosen) <= count
    assert (labels[chosen] >= 0).all()
    objects = (labels[chosen] > 0).sum()
    assert objects == min(round(share * count), (labels > 0).sum())
    assert len(chosen) - objects == min(count - objects, (labels == 0).sum())
    assert np.array_equal(chosen, sample_proposals(labels, count, share, seed=seed))


def test_crops_are_warped_proposals_and_true_boxes():
    image = np.random.default_rng(0).random((3, 24, 30))
    proposals = [[0, 0, 4, 5], [3, 0, 7, 4], [20, 10, 30, 20]]
    crops, classes = training_crops(image, proposals, TRUE, [5, 6], count=12, size=10, padding=1)
    assert classes.tolist() == [5, 0, 5, 6]
    chosen = [proposals[0], proposals[1], *TRUE]
    np.testing.assert_allclose(crops, warp_boxes(image, chosen, 10, 1))


def test_several_images_one_after_the_other():
    images = np.random.default_rng(0).random((2, 3, 24, 30))
    proposals = [draws.solid_boxes(np.random.default_rng(n), 9) for n in (0, 1)]
    given = images, proposals, [TRUE, TRUE[:1]], [[5, 6], [5]]
    crops, classes = training_set(*given, count=4, size=10, padding=1, seed=3)
    for n, part in enumerate(zip(*given, strict=True)):
        some, theirs = training_crops(*part, count=4, size=10, padding=1, seed=3 + n)
        place = slice(0, len(theirs)) if n == 0 else slice(-len(theirs), None)
        assert np.array_equal(crops[place], some)
        assert np.array_equal(classes[place], theirs)


def test_sequences_of_other_lengths_are_refused():
    with pytest.raises(ValueError, match="one entry for each image, got 1, 1, 2 and 1"):
        training_set(np.zeros((1, 3, 9, 9)), [TRUE], [TRUE, TRUE], [[1, 2]])
    with pytest.raises(ValueError, match="one entry for each image, got 0, 0, 0 and 0"):
        training_set([], [], [], [])


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: label_proposals(TRUE, TRUE, [0, 1]), ValueError, "labels must be from 1"),
        (
            lambda: label_proposals(TRUE, TRUE, [1]),
            ValueError,
            r"labels must have the shape \(2,\)",
        ),
        (lambda: label_proposals([[4, 0, 0, 4]], TRUE, [1, 2]), ValueError, r"proposals\[0\] has"),
        (
            lambda: label_proposals(TRUE, TRUE, [1, 2], 0.4),
            ValueError,
            "foreground must be above 0",
        ),
        (lambda: label_proposals(TRUE, TRUE, [1, 2], 2), ValueError, "foreground must be from 0"),
        (
            lambda: label_proposals(TRUE, TRUE, [1, 2], 0.5, 0.1),
            ValueError,
            "background must be two",
        ),
        (
            lambda: label_proposals(TRUE, TRUE, [1, 2], 0.5, (0.5, 0.1)),
            ValueError,
            "foreground must",
        ),
        (lambda: sample_proposals([0.5], 1), TypeError, "labels must be integers"),
        (lambda: sample_proposals([0], 0), ValueError, "count must be at least 1"),
        (lambda: sample_proposals([0], 1, 2), ValueError, "foreground_share must be from 0 to 1"),
        (lambda: sample_proposals([0], 1, seed=-1), ValueError, "seed must be at least 0"),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call()

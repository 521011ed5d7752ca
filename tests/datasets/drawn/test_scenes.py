"""Scenes: masks, boxes and labels agree with each other, and colors say little about classes."""

import numpy as np
import pytest
from sklearn.ensemble import RandomForestClassifier

from cnnlib.datasets import scenes
from cnnlib.datasets.drawn.scenes import CLASSES, FEWEST, MOST


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNN_COURSE_DATA", str(tmp_path_factory.mktemp("cache")))
        return scenes(120, size=64)


def test_shapes_types_and_ranges(drawn):
    assert (drawn.images.shape, drawn.images.dtype) == ((120, 3, 64, 64), np.float32)
    assert (drawn.masks.shape, drawn.masks.dtype) == ((120, 64, 64), np.int64)
    assert 0 <= drawn.images.min() < drawn.images.max() <= 1
    assert len(drawn.boxes) == len(drawn.labels) == 120
    for boxes, labels in zip(drawn.boxes, drawn.labels, strict=True):
        assert boxes.shape == (len(labels), 4)
        assert (boxes.dtype, labels.dtype) == (np.float32, np.int64)


def test_classes_occur_about_equally_often_and_most_pixels_are_background(drawn):
    counts = np.bincount(np.concatenate(drawn.labels), minlength=len(CLASSES))
    assert counts[0] == 0
    assert counts[1:].min() > 0.7 * counts[1:].mean()
    shares = np.bincount(drawn.masks.ravel(), minlength=len(CLASSES)) / drawn.masks.size
    assert 0.7 < shares[0] < 0.9
    assert shares[1:].min() > 0.02


def test_most_scenes_have_two_to_four_animals(drawn):
    counts = np.array([len(labels) for labels in drawn.labels])
    assert counts.min() >= 1
    assert counts.max() == MOST
    assert np.mean(counts >= FEWEST) > 0.9


def test_boxes_lie_around_the_pixels_of_their_class(drawn):
    for mask, boxes, labels in zip(drawn.masks, drawn.boxes, drawn.labels, strict=True):
        inside = np.zeros_like(mask)
        for (x1, y1, x2, y2), label in zip(boxes.astype(int), labels, strict=True):
            window = mask[y1:y2, x1:x2] == label
            assert window.mean() > 0.2
            assert window[0].any()
            assert window[-1].any()
            assert window[:, 0].any()
            assert window[:, -1].any()
            inside[y1:y2, x1:x2] = 1
        assert not mask[inside == 0].any()


def test_animals_are_large_and_small(drawn):
    boxes = np.concatenate(drawn.boxes)
    longer = (boxes[:, 2:] - boxes[:, :2]).max(axis=1)
    assert longer.min() < 14
    assert longer.max() > 34


def test_drawn_again_they_are_the_same_and_a_larger_set_begins_with_the_smaller(drawn, cache):
    again = scenes(5, size=64)
    assert np.array_equal(again.images, drawn.images[:5])
    assert np.array_equal(again.masks, drawn.masks[:5])
    for part in ("boxes", "labels"):
        for one, other in zip(getattr(again, part), getattr(drawn, part), strict=False):
            assert np.array_equal(one, other)


def test_from_disk_they_are_the_same(cache):
    first, second = scenes(4, size=32), scenes(4, size=32)
    assert np.array_equal(first.images, second.images)
    assert [b.tolist() for b in first.boxes] == [b.tolist() for b in second.boxes]
    assert [labels.tolist() for labels in first.labels] == [b.tolist() for b in second.labels]


def test_another_seed_draws_others(cache):
    assert not np.array_equal(scenes(2, 32).images, scenes(2, 32, seed=1).images)


def test_at_another_size_it_is_the_same_scene(cache):
    small, large = scenes(4, size=48), scenes(4, size=96)
    averaged = large.images.reshape(4, 3, 48, 2, 48, 2).mean(axis=(3, 5))
    assert np.abs(averaged - small.images).mean() < 0.04
    for one, other in zip(small.labels, large.labels, strict=True):
        assert np.array_equal(one, other)


def test_the_color_of_a_pixel_says_little_about_its_class(drawn):
    """A forest on red, green and blue of single pixels hardly finds any class but background."""
    colors = drawn.images.transpose(0, 2, 3, 1).reshape(120, -1, 3)[:, ::7]
    classes = drawn.masks.reshape(120, -1)[:, ::7]
    forest = RandomForestClassifier(30, max_depth=12, n_jobs=1, random_state=0)
    forest.fit(colors[:90].reshape(-1, 3), classes[:90].ravel())
    predicted = forest.predict(colors[90:].reshape(-1, 3))
    truth = classes[90:].ravel()
    overlaps = [
        np.mean((predicted == c) & (truth == c)) / np.mean((predicted == c) | (truth == c))
        for c in range(1, len(CLASSES))
    ]
    assert np.mean(overlaps) < 0.1


@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [((0,), ValueError, "count"), ((2, 64.0), TypeError, "size"), ((2, 16), ValueError, "size")],
)
def test_what_cannot_be_drawn_is_refused(arguments, kind, words):
    with pytest.raises(kind, match=words):
        scenes(*arguments)

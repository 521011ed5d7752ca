"""Drawn cats and dogs: deterministic, labelled exactly, told apart by shape and by nothing else."""

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch import nn

from cnnlib.datasets import get_dogs_and_cats_data, pets
from cnnlib.datasets.drawn.pets import box_of
from cnnlib.training import evaluate, fit


def test_shapes_types_and_ranges(cache):
    drawn = pets(6, size=48)
    assert (drawn.images.shape, drawn.images.dtype) == ((6, 3, 48, 48), np.float32)
    assert (drawn.labels.shape, drawn.labels.dtype) == ((6,), np.int64)
    assert (drawn.boxes.shape, drawn.boxes.dtype) == ((6, 4), np.float32)
    assert (drawn.masks.shape, drawn.masks.dtype) == ((6, 48, 48), bool)
    assert 0 <= drawn.images.min() < drawn.images.max() <= 1


def test_drawn_again_they_are_the_same(cache, monkeypatch):
    first = pets(6, size=32)
    monkeypatch.setenv("CNN_COURSE_DATA", str(cache / "other"))
    for one, other in zip(first, pets(6, size=32), strict=True):
        assert np.array_equal(one, other)


def test_from_disk_they_are_the_same(cache):
    for drawn, read in zip(pets(4, size=32), pets(4, size=32), strict=True):
        assert np.array_equal(drawn, read)
        assert drawn.dtype == read.dtype


def test_a_larger_set_begins_with_the_smaller(cache):
    assert np.array_equal(pets(8, size=32).images[:4], pets(4, size=32).images)


def test_another_seed_draws_others(cache):
    assert not np.array_equal(pets(4, size=32).images, pets(4, size=32, seed=1).images)


def test_at_another_size_they_are_the_same_animals(cache):
    small = pets(6, size=32)
    large = pets(6, size=96)
    averaged = large.images.reshape(6, 3, 32, 3, 32, 3).mean(axis=(3, 5))
    assert np.abs(averaged - small.images).mean() < 0.03
    assert np.array_equal(small.labels, large.labels)
    assert large.boxes / 3 == pytest.approx(small.boxes, abs=1.5)


def test_of_each_two_one_is_a_cat_and_one_a_dog(cache):
    labels = pets(40, size=8).labels.reshape(20, 2)
    assert (labels.sum(axis=1) == 1).all()
    assert 0 < labels[:, 0].sum() < 20


def test_boxes_are_the_tightest_around_the_masks(cache):
    drawn = pets(20, size=64)
    for mask, (x1, y1, x2, y2) in zip(drawn.masks, drawn.boxes.astype(int), strict=True):
        assert mask[y1:y2, x1:x2].sum() == mask.sum()
        assert mask[y1].any()
        assert mask[y2 - 1].any()
        assert mask[:, x1].any()
        assert mask[:, x2 - 1].any()
    assert (drawn.masks.mean(axis=(1, 2)) > 0.1).all()


def test_a_box_by_hand():
    mask = np.zeros((5, 7), bool)
    mask[1, 2] = mask[3, 4] = True
    assert box_of(mask).tolist() == [2, 1, 5, 4]


@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [((0,), ValueError, "count"), ((2.0,), TypeError, "count"), ((2, 4), ValueError, "size")],
)
def test_what_cannot_be_drawn_is_refused(arguments, kind, words):
    with pytest.raises(kind, match=words):
        pets(*arguments)


@pytest.fixture(scope="module")
def learn_and_test(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNN_COURSE_DATA", str(tmp_path_factory.mktemp("cache")))
        learn = get_dogs_and_cats_data(resize=(32, 32), n_images=2000)
        return learn, get_dogs_and_cats_data(resize=(32, 32), n_images=500, split="test")


def histogram(images, levels):
    """Return how often each of levels^3 colors occurs in each image, (N, levels^3)."""
    bins = np.minimum(images * levels, levels - 1).astype(int)
    code = (bins[:, 0] * levels + bins[:, 1]) * levels + bins[:, 2]  # (N, H, W)
    return np.stack([np.bincount(image.ravel(), minlength=levels**3) for image in code])


def held_out_accuracy(features, learn_and_test, strength):
    learn, test = learn_and_test
    model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=100))
    model.fit(features(learn.images), learn.labels)
    return model.score(features(test.images), test.labels)


def pixels(images):
    return images.reshape(len(images), -1)


@pytest.mark.parametrize("strength", [1e-5, 1e-3])
def test_a_linear_classifier_on_pixels_does_not_get_far(learn_and_test, strength):
    assert held_out_accuracy(pixels, learn_and_test, strength) < 0.75


@pytest.mark.filterwarnings("ignore:lbfgs failed to converge")
@pytest.mark.parametrize("levels", [4, 8])
@pytest.mark.parametrize("strength", [0.1, 10])
def test_a_histogram_of_colors_does_not_get_far(learn_and_test, levels, strength):
    colors = held_out_accuracy(lambda images: histogram(images, levels), learn_and_test, strength)
    assert colors < 0.65


def block(channels, maps):
    return nn.Sequential(
        nn.Conv2d(channels, maps, 3, padding=1), nn.BatchNorm2d(maps), nn.ReLU(),
        nn.Conv2d(maps, maps, 3, padding=1), nn.BatchNorm2d(maps), nn.ReLU(),
        nn.MaxPool2d(2),
    )  # fmt: skip


def test_a_small_network_of_blocks_tells_them_apart(learn_and_test):
    learn, test = learn_and_test
    torch.manual_seed(0)
    blocks = nn.Sequential(block(3, 16), block(16, 32), block(32, 64))
    net = nn.Sequential(blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 2))
    fit(net, *learn, epochs=5)
    assert evaluate(net, *test) > 0.95

"""Scores become maps as the networks make them, and maps are written without loss."""

import base64
import io

import numpy as np
import pytest
import torch
from PIL import Image
from torch.nn import functional as F

from cnnlib.explorers import score_maps


@pytest.mark.parametrize("stride", [1, 2, 3, 4, 8])
def test_a_map_is_the_largest_of_enlarged_scores(stride):
    scores = np.random.default_rng(stride).normal(size=(4, 3, 5))
    found = score_maps.class_map(scores, stride)
    assert found.shape == (3 * stride, 5 * stride)
    large = F.interpolate(torch.from_numpy(scores)[None], scale_factor=stride, mode="bilinear")[0]
    inner = slice(stride, 2 * stride)  # at the border PyTorch repeats where the stamps end
    expected = large.argmax(dim=0).numpy()
    np.testing.assert_array_equal(found[inner, stride:-stride], expected[inner, stride:-stride])


def test_shares_are_the_softmax():
    scores = 30 * np.random.default_rng(0).normal(size=(5, 2, 3))
    expected = torch.from_numpy(scores).softmax(dim=0).movedim(0, -1).numpy()
    np.testing.assert_allclose(score_maps.shares_of(scores), expected, atol=1e-12)


def test_known_scores_hold_the_shares_of_the_classes():
    truth = np.random.default_rng(1).integers(0, 3, (8, 12))
    shares = score_maps.shares_of(score_maps.known_scores(truth, 3, 4))
    cell = truth[4:8, 8:12]
    expected = np.bincount(cell.ravel(), minlength=3) / 16
    np.testing.assert_allclose(shares[1, 2], expected, atol=2e-3)


def test_runs_give_the_map_back():
    rng = np.random.default_rng(2)
    for _ in range(20):
        classes = rng.integers(0, 3, rng.integers(1, 9, 2))
        runs = np.array(score_maps.runs_of(classes)).reshape(-1, 2)
        np.testing.assert_array_equal(np.repeat(runs[:, 0], runs[:, 1]), classes.ravel())
        assert (np.diff(runs[:, 0]) != 0).all()


def test_a_picture_keeps_its_colors():
    image = np.zeros((3, 4, 6))
    image[0, :, 3:] = 1.0
    image[1, 2:] = 0.5
    stored = base64.b64decode(score_maps.picture_address(image).split(",")[1])
    pixels = np.asarray(Image.open(io.BytesIO(stored)).convert("RGB")) / 255
    np.testing.assert_allclose(np.moveaxis(pixels, -1, 0), image, atol=0.01)

"""Loaders give every image once, shuffled for training alone, prepared for ResNets if asked."""

import subprocess
import sys

import numpy as np
import pytest
import torch
from PIL import Image

from cnnlib.datasets import get_dogs_and_cats, get_dogs_and_cats_data
from cnnlib.datasets.dogs_and_cats import SPLITS


@pytest.fixture
def photos(tmp_path):
    """Make five gray photographs a class, whose gray says which one it is."""
    for split in ("train", "test"):
        for label, species in enumerate(("cat", "dog")):
            place = tmp_path / split / species
            place.mkdir(parents=True)
            for index in range(5):
                gray = 10 * (5 * label + index)
                Image.new("RGB", (20, 20), (gray,) * 3).save(place / f"{index}.png")
    return tmp_path


def grays(loader):
    """Return which photographs come, in order."""
    batches = [(images[:, 0, 0, 0] * 25.5).round().int() for images, _ in loader]
    return torch.cat(batches).tolist()


def test_batches_of_drawn_animals(cache, monkeypatch):
    monkeypatch.setitem(SPLITS, "test", 50)
    loader = get_dogs_and_cats("test", resize=(32, 32), batch_size=20)
    batches = [*loader]
    assert [len(labels) for _, labels in batches] == [20, 20, 10]
    images, labels = batches[0]
    assert (images.shape, images.dtype) == ((20, 3, 32, 32), torch.float32)
    assert (labels.shape, labels.dtype) == ((20,), torch.int64)
    expected, truth = get_dogs_and_cats_data(n_images=20, split="test")
    assert np.array_equal(images, expected)
    assert np.array_equal(labels, truth)


def test_training_comes_in_another_order_in_every_pass(photos):
    loader = get_dogs_and_cats("train", 8, batch_size=3, source=photos)
    first, second = grays(loader), grays(loader)
    assert sorted(first) == sorted(second) == list(range(10))
    assert first != second
    assert grays(get_dogs_and_cats("train", 8, 3, source=photos)) == first
    assert grays(get_dogs_and_cats("train", 8, 3, source=photos, seed=1)) != first


def test_testing_keeps_the_order(photos):
    assert grays(get_dogs_and_cats("test", 8, batch_size=4, source=photos)) == list(range(10))


def test_for_a_resnet_the_channels_are_standardized_at_224(photos):
    images, _ = next(iter(get_dogs_and_cats("test", batch_size=10, is_resnet=True, source=photos)))
    assert images.shape == (10, 3, 224, 224)
    gray = torch.arange(10) * 10 / 255
    for channel, (mean, deviation) in enumerate(((0.485, 0.229), (0.456, 0.224), (0.406, 0.225))):
        expected = (gray - mean) / deviation
        assert torch.allclose(images[:, channel, 5, 5], expected, atol=1e-5)


def test_a_damaged_file_stops_the_pass_or_is_left_out(photos):
    (photos / "test" / "dog" / "3.png").write_bytes(b"no image")
    with pytest.raises(ValueError, match=r"cannot read .*dog/3\.png"):
        grays(get_dogs_and_cats("test", 8, source=photos))
    with pytest.warns(UserWarning, match=r"(?s)skipped unreadable.*dog/3\.png"):
        loader = get_dogs_and_cats("test", 8, source=photos, skip_unreadable=True)
    assert grays(loader) == [0, 1, 2, 3, 4, 5, 6, 7, 9]


def test_the_library_loads_without_pytorch():
    code = "import sys; from cnnlib import datasets; print('torch' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"

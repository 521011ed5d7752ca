"""The digits are all there, as scikit-learn gives them, and split without leaks."""

import gzip

import numpy as np
import pytest
from sklearn.datasets import load_digits

from cnnlib.datasets import LabelledImages, digits, split
from cnnlib.datasets import digits as digits_function


def test_equal_to_what_scikit_learn_loads():
    images, labels = digits(dtype=np.float64)
    expected = load_digits()
    assert np.array_equal(images[:, 0] * 16, expected.images)
    assert np.array_equal(labels, expected.target)


def test_shapes_types_and_range():
    images, labels = digits()
    assert (images.shape, images.dtype) == ((1797, 1, 8, 8), np.float32)
    assert (labels.shape, labels.dtype) == ((1797,), np.int64)
    assert (images.min(), images.max()) == (0, 1)
    assert digits(dtype="float64").images.dtype == np.float64


@pytest.mark.parametrize("canvas", [8, 9, 12, 28])
def test_canvas_surrounds_the_digit_with_zeros(canvas):
    images = digits(canvas=canvas).images
    top = (canvas - 8) // 2
    assert images.shape == (1797, 1, canvas, canvas)
    assert np.array_equal(images[..., top : top + 8, top : top + 8], digits().images)
    assert images.sum() == pytest.approx(digits().images.sum())


def test_canvas_below_a_digit_is_refused():
    with pytest.raises(ValueError, match="at least 8, the size of a digit, got 7"):
        digits(canvas=7)


def test_changed_file_is_refused(monkeypatch, tmp_path):
    changed = tmp_path / "digits.csv.gz"
    changed.write_bytes(gzip.compress(b"0,1\n"))
    module = digits_function.__globals__
    monkeypatch.setitem(module, "installed_file", lambda package, name: changed)
    with pytest.raises(ValueError, match="differs from the file this course was written with"):
        digits()


def test_recompressed_file_is_accepted(monkeypatch, tmp_path):
    module = digits_function.__globals__
    original = gzip.decompress(module["installed_file"]("sklearn", module["FILE"]).read_bytes())
    again = tmp_path / "digits.csv.gz"
    again.write_bytes(gzip.compress(original, compresslevel=1))
    monkeypatch.setitem(module, "installed_file", lambda package, name: again)
    assert len(digits().labels) == 1797


def indexed(count=1797):
    """Return labelled images whose single pixel is their index."""
    return LabelledImages(np.arange(count).reshape(-1, 1, 1, 1), digits().labels[:count])


@pytest.mark.parametrize("fraction", [0.1, 0.25, 0.75])
def test_split_uses_every_image_once_and_keeps_the_classes_shares(fraction):
    train, test = split(indexed(), fraction)
    members = np.concatenate([train.images.ravel(), test.images.ravel()])
    assert np.array_equal(np.sort(members), np.arange(1797))
    counts = np.bincount(digits().labels)
    assert np.abs(np.bincount(test.labels) - fraction * counts).max() <= 0.5


def test_split_keeps_each_label_with_its_image():
    for part in split(indexed()):
        assert np.array_equal(part.labels, digits().labels[part.images.ravel()])


def test_split_depends_on_the_seed_alone():
    first, same, other = (split(indexed(), seed=seed)[1].images for seed in (0, 0, 1))
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)
    assert np.array_equal(split(digits(), seed=0)[1].labels, split(digits(12), seed=0)[1].labels)


@pytest.mark.parametrize("fraction", [0, 1, -0.5, 450])
def test_split_refuses_what_is_no_fraction(fraction):
    with pytest.raises(ValueError, match="between 0 and 1"):
        split(indexed(), fraction)


@pytest.mark.parametrize("fraction", ["0.5", None, 0, 1, True, 1j, np.nan])
def test_the_fraction_of_a_split_lies_between_0_and_1(fraction):
    with pytest.raises(ValueError, match="test_fraction must lie between 0 and 1, got"):
        split(digits(), fraction)

"""A window's label is the class of the pixel in its middle, also when it is mirrored."""

import numpy as np
import pytest

from cnnlib.datasets.windows import labelled_windows

SIDE = 40


def numbered(count=3):
    """Return pictures whose pixels are all different, masks with the same numbers, and boxes."""
    masks = np.arange(count * SIDE * SIDE).reshape(count, SIDE, SIDE)
    boxes = [np.array([[2, 3, 12, 9], [20, 20, 40, 38]], float)] * count
    return masks[:, None].astype(float), masks, boxes


def test_the_label_is_the_class_of_the_middle():
    windows, labels = labelled_windows(*numbered(), size=16, repeats=20)
    assert windows.shape == (3 * 20 * 3, 1, 16, 16)
    assert np.array_equal(windows[:, 0, 8, 8], labels)


def test_half_of_them_are_mirrored():
    windows, _ = labelled_windows(*numbered(), size=8, repeats=40)
    steps = windows[:, 0, 4, 5] - windows[:, 0, 4, 4]  # 1, or -1 if mirrored, or 0 at the border
    assert 0.3 < np.mean(steps < 0) < 0.7


def test_windows_lie_around_the_boxes_and_anywhere():
    _, labels = labelled_windows(*numbered(1), size=16, repeats=200)
    rows, columns = np.divmod(labels, SIDE)
    assert abs(rows[:200].mean() - 6) < 1  # in the middle of the first box
    assert abs(columns[200:400].mean() - 30) < 1
    assert rows[400:].min() < 3
    assert rows[400:].max() > SIDE - 4
    assert 8 < rows[400:].std() < 15  # evenly from 0 to 39: 11.5


def test_a_seed_fixes_them():
    one, same, other = (labelled_windows(*numbered(), seed=seed).labels for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda x, y, b: {"images": x[:, 0]}, r"need masks \(N, H, W\)"),
        (lambda x, y, b: {"masks": y[:, :-1]}, r"got \(3, 1, 40, 40\) and \(3, 39, 40\)"),
        (lambda x, y, b: {"boxes": b[:2]}, "3 images need as many entries of boxes, got 2"),
        (lambda x, y, b: {"size": 15}, "size must be even, got 15"),
        (lambda x, y, b: {"repeats": 0}, "repeats"),
    ],
)
def test_what_does_not_fit_is_refused(change, words):
    images, masks, boxes = numbered()
    arguments = {"images": images, "masks": masks, "boxes": boxes}
    with pytest.raises(ValueError, match=words):
        labelled_windows(**{**arguments, **change(images, masks, boxes)})

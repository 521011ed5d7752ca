"""Spots of a color: by hand, and what is no spot."""

import numpy as np
import pytest

from cnnlib.detection import class_colors, detect_by_color

RED, GREEN = np.array([0.9, 0.1, 0.1]), np.array([0.1, 0.8, 0.2])


def scene():
    """Return an image with two red rectangles and a green one, and its truth."""
    image = np.full((3, 40, 50), 0.5)
    boxes = [[4, 5, 14, 12], [20, 22, 40, 36], [30, 4, 44, 16]]
    for (x1, y1, x2, y2), color in zip(boxes, [RED, RED, GREEN], strict=True):
        image[:, y1:y2, x1:x2] = color[:, None, None]
    return image, (boxes, [1, 1, 2])


def test_colors_are_those_of_the_middles():
    image, truth = scene()
    colors = class_colors([image, image], [truth, truth])
    assert sorted(colors) == [1, 2]
    np.testing.assert_allclose(colors[1], RED)
    np.testing.assert_allclose(colors[2], GREEN)


def test_a_box_of_one_pixel_has_a_color():
    image, _ = scene()
    assert class_colors([image], [([[5, 6, 6, 7]], [3])])[3].tolist() == RED.tolist()


def test_finds_spots_of_their_color():
    image, (true, labels) = scene()
    boxes, scores, found = detect_by_color(image, {1: RED, 2: GREEN})
    assert boxes.tolist() == true
    assert found.tolist() == labels
    assert scores == pytest.approx(1)


def test_a_closer_color_has_a_higher_score():
    image, _ = scene()
    _, scores, _ = detect_by_color(image, {1: RED + 0.03}, tolerance=0.2)
    assert scores == pytest.approx(1 - 0.03 * 3**0.5 / 0.2)
    assert not len(detect_by_color(image, {1: RED + 0.2}, tolerance=0.2)[0])


def test_small_spots_are_dropped():
    image, _ = scene()
    assert len(detect_by_color(image, {1: RED}, min_pixels=71)[0]) == 1
    assert len(detect_by_color(image, {1: RED}, min_pixels=70)[0]) == 2
    boxes, scores, labels = detect_by_color(image, {1: RED}, min_pixels=1000)
    assert boxes.shape == (0, 4)
    assert scores.shape == labels.shape == (0,)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda i: class_colors([i], []), ValueError, "one entry for each of 1 images"),
        (lambda i: class_colors([i], None), ValueError, "truths must be a list"),
        (lambda i: class_colors([i], [(np.zeros((0, 4)), [])]), ValueError, "truths hold no box"),
        (lambda i: class_colors([i], [([[0, 0, 1]], [1])]), ValueError, r"truths\[0\]\[0\] must"),
        (lambda i: class_colors([i], [([[0, 0, 1, 1]], [1.5])]), TypeError, "labels must be int"),
        (lambda i: detect_by_color(i[0], {}), ValueError, r"image must have the shape \(3, H, W\)"),
        (lambda i: detect_by_color(2 * i, {}), ValueError, "image must be from 0 to 1"),
        (lambda i: detect_by_color(i, {}, tolerance=0), ValueError, "tolerance must be above 0"),
        (lambda i: detect_by_color(i, {}, min_pixels=0), ValueError, "min_pixels must be at least"),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call(scene()[0])

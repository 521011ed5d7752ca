"""Classes are drawn where they are, in inks that do not need color."""

import re

import numpy as np

from cnnlib.explorers import class_inks


def test_strokes_cover_exactly_the_pixels_of_the_class():
    rng = np.random.default_rng(3)
    for _ in range(20):
        classes = rng.integers(0, 3, rng.integers(1, 9, 2))
        covered = np.zeros(classes.shape, int)
        strokes = re.findall(r"M(\d+) (\d*)\.5h(\d+)", class_inks.row_strokes(classes, 1))
        for column, row, length in strokes:
            covered[int(row or 0), int(column) : int(column) + int(length)] += 1
        np.testing.assert_array_equal(covered, classes == 1)


def test_every_pattern_that_a_map_uses_is_defined():
    drawing = class_inks.map_drawing(np.arange(6).reshape(2, 3))
    used = set(re.findall(r"url\(#([\w-]+)\)", drawing))
    assert used <= set(re.findall(r'id="([\w-]+)"', class_inks.patterns(6)))
    assert len(used) == 5  # the background is the ground


def test_inks_differ_in_strokes_where_two_colors_are_drawn():
    colors = [color for color, _ in class_inks.INKS]
    strokes = [lines for _, lines in class_inks.INKS if lines]
    assert len({*colors}) == len(colors)
    assert len({*strokes}) == len(strokes) == len(colors) - 2

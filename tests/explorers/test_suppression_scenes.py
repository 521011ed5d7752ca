"""Scenes of the suppression explorer: they are as they must be, and others are refused."""

import re
from itertools import combinations

import numpy as np
import pytest

from cnnlib.explorers import suppression_scenes as scenes


@pytest.mark.parametrize("scene", scenes.SCENES.values(), ids=lambda scene: scene["name"])
def test_scenes_hold_what_the_arguments_may_hold(scene):
    boxes, truths = np.array(scene["boxes"]), np.array(scene["truths"])
    rows = scenes.read_rows(boxes[:, :4], boxes[:, 5], "boxes", "labels", boxes[:, 4] / 100)
    assert rows == scene["boxes"]
    assert scenes.read_rows(truths[:, :4], truths[:, 4], "truths", "labels") == scene["truths"]
    assert len({*boxes[:, 4]}) == len(boxes)  # no equal scores


@pytest.mark.parametrize("scene", scenes.SCENES.values(), ids=lambda scene: scene["name"])
def test_signs_of_a_still_figure_do_not_lie_over_each_other(scene):
    for (left, top, *_), (other, below, *_) in combinations(scene["boxes"], 2):
        assert abs(left - other) >= 2 or top != below


@pytest.mark.parametrize("path", scenes.HEADS)
def test_heads_fill_a_square(path):
    outline = path.split("z")[0]
    points = np.array(re.findall(r"(-?[\d.]+) (-?[\d.]+)", outline), float)
    assert points.min(axis=0).tolist() == [0, 0]
    assert points.max(axis=0).tolist() == [1, 1]


@pytest.mark.parametrize(
    ("boxes", "message"),
    [
        ([], "shape"),
        ([[0, 0, 1, 1]] * 8, "1 to 7 boxes in this explorer, got 8"),
        ([[0, 0, 1, 1], [2, 2, 2, 5]], r"boxes\[1\] has no area"),
        ([[0, 0, 17, 9]], "16 wide and 9 high, got 0, 0, 17, 9"),
        ([[0, 0, 16, 10]], "16 wide and 9 high"),
        ([[0.5, 0, 1, 1]], "whole numbers"),
        ([[3, 0, 1, 1]], "x2 < x1"),
    ],
)
def test_boxes_out_of_the_scene_are_refused(boxes, message):
    with pytest.raises(ValueError, match=message):
        scenes.read_boxes(boxes, "boxes", 7)


@pytest.mark.parametrize("scores", [[1.01], [-0.1], [0.123], [0.5, 0.5]])
def test_scores_have_two_decimals(scores):
    with pytest.raises(ValueError, match="scores"):
        scenes.read_scores(scores, 1)


@pytest.mark.parametrize("labels", [[0], [3], [1, 1]])
def test_labels_are_classes_of_the_explorer(labels):
    with pytest.raises(ValueError, match="labels"):
        scenes.read_labels(labels, 1, "labels")
    with pytest.raises(TypeError, match="integers"):
        scenes.read_labels([1.0], 1, "labels")

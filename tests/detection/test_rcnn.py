"""From crops to detections: by hand, and end to end on rectangles and disks among clutter."""

import numpy as np
import pytest
import torch

from cnnlib import models
from cnnlib.detection import (
    mean_average_precision,
    proposal_recall,
    propose_regions,
    training_crops,
)
from cnnlib.detection.rcnn import detect, probabilities, suppress
from cnnlib.training import fit

BOXES = [[0, 0, 4, 4], [0, 0, 4, 5], [8, 8, 9, 9]]


class Brightness(torch.nn.Module):
    """A classifier worked out by hand: the brighter a crop, the more it is class 1."""

    def __init__(self):
        super().__init__()
        self.scale = torch.nn.Parameter(torch.ones(1, dtype=torch.float64))

    def forward(self, x):
        light = x.mean(dim=(1, 2, 3)) * self.scale
        return torch.stack([torch.zeros_like(light), torch.log(light / (1 - light))], dim=1)


def test_probabilities_by_hand():
    crops = np.stack([np.full((3, 4, 4), light) for light in (0.2, 0.9)])
    net = Brightness().train()
    expected = [[0.8, 0.2], [0.1, 0.9]]
    np.testing.assert_allclose(probabilities(net, crops), expected)
    np.testing.assert_allclose(probabilities(net, crops, batch_size=1), expected)
    assert net.training


def test_suppression_by_hand():
    table = [[0.1, 0.9, 0.0], [0.2, 0.8, 0.0], [0.4, 0.0, 0.6]]
    found = suppress(BOXES, table)
    assert found.boxes.tolist() == [BOXES[0], BOXES[2]]
    assert found.scores.tolist() == [0.9, 0.6]
    assert found.labels.tolist() == [1, 2]
    assert suppress(BOXES, table, iou_threshold=0.9).scores.tolist() == [0.9, 0.8, 0.6]
    assert suppress(BOXES, table, score_threshold=0.7).labels.tolist() == [1]
    assert suppress(BOXES, table, limit=1).scores.tolist() == [0.9]


def test_a_box_may_have_two_classes():
    found = suppress([BOXES[0]], [[0.2, 0.5, 0.3]])
    assert found.labels.tolist() == [1, 2]
    assert found.boxes.tolist() == [BOXES[0]] * 2


def test_nothing_found():
    found = suppress(BOXES, [[1.0, 0.0, 0.0]] * 3)
    assert found.boxes.shape == (0, 4)
    assert found.labels.dtype == np.int64


def test_the_bright_proposal_is_detected():
    image = np.full((3, 20, 30), 0.1)
    image[:, 4:12, 6:16] = 0.9
    proposals = [[6, 4, 16, 12], [18, 4, 28, 12], [6, 5, 16, 12]]
    found = detect(image, proposals, Brightness(), size=8, padding=0, score_threshold=0.5)
    assert found.boxes.tolist() == [[6, 4, 16, 12]]
    assert found.scores == pytest.approx(0.88, abs=0.01)  # half a pixel of its border is dark


def scene(seed):
    """Return an image of one rectangle and one disk, in any colors, with their boxes and labels."""
    rng = np.random.default_rng(seed)
    image = rng.random((3, 1, 1)) * 0.5 + 0.05 * rng.random((3, 48, 64))
    rows, columns = np.indices((48, 64))
    boxes = []
    for place in (0, 1):
        low = np.array([32 * place + rng.integers(2, 9), rng.integers(3, 14)])
        size = rng.integers(16, 21, 2) if place == 0 else np.full(2, rng.integers(16, 21))
        center = low + size / 2 - 0.5
        away = np.abs(np.stack([columns, rows], -1) - center) / (size / 2)  # 1 on the border
        inside = (away < 1).all(-1) if place == 0 else (away**2).sum(-1) < 1
        image[:, inside] = 0.5 + 0.5 * rng.random((3, 1))
        boxes.append([*low, *(low + size)])
    return image.astype(np.float32), np.array(boxes, float), np.array([1, 2])


def test_end_to_end():
    """Rectangles and disks have the same colors, so the network must look at their outline."""
    scenes = [scene(seed) for seed in range(60)]
    options = {"scales": [50], "colors": ["rgb"], "min_side": 8, "min_size": 20}
    proposals = [propose_regions(image, **options) for image, _, _ in scenes]
    assert proposal_recall(proposals, [boxes for _, boxes, _ in scenes]) >= 0.95
    examples = []
    for n, (image, boxes, labels) in enumerate(scenes[:40]):
        options = {"count": 12, "size": 16, "padding": 2, "seed": n}
        examples.append(training_crops(image, proposals[n], boxes, labels, **options))
    crops = np.concatenate([crops for crops, _ in examples])
    classes = np.concatenate([classes for _, classes in examples])
    net = models.small_convnet((3, 16, 16), classes=3)
    fit(net, crops, classes, epochs=20)
    found = [detect(scenes[n][0], proposals[n], net, size=16, padding=2) for n in range(40, 60)]
    truths = [(boxes, labels) for _, boxes, labels in scenes[40:]]
    assert mean_average_precision([tuple(one) for one in found], truths) >= 0.8


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: suppress(BOXES, [[1, 0]]), ValueError, r"probability must have the shape \(3, cl"),
        (
            lambda: suppress(BOXES, [[1.0]] * 3),
            ValueError,
            r"probability must have the shape \(3, cl",
        ),
        (
            lambda: suppress(BOXES, [[1, 0]] * 3, 2),
            ValueError,
            "score_threshold must be from 0 to 1",
        ),
        (lambda: suppress(BOXES, [[1, 0]] * 3, limit=0), ValueError, "limit must be at least 1"),
        (
            lambda: probabilities(Brightness(), np.zeros((0, 3, 4, 4))),
            ValueError,
            "crops must have",
        ),
        (lambda: probabilities(Brightness(), np.zeros((3, 4, 4))), ValueError, "crops must have"),
        (
            lambda: probabilities(torch.nn.Conv2d(3, 2, 1), np.zeros((1, 3, 4, 4))),
            ValueError,
            "net m",
        ),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call()

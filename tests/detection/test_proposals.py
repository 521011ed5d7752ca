"""Region proposals: what they find, how many, in which order, and what they refuse."""

import numpy as np
import pytest

from cnnlib.datasets import photograph
from cnnlib.detection import box_iou, group_regions, proposal_recall, propose_regions
from cnnlib.detection.proposals import in_color_space


def rectangles(seed):
    """Return an image of three rectangles on noise, and their boxes."""
    rng = np.random.default_rng(seed)
    image = 0.4 + 0.1 * rng.random((3, 72, 90))
    boxes = np.array([[6, 8, 30, 34], [40, 12, 70, 30], [20, 44, 60, 64]], float)
    for x1, y1, x2, y2 in boxes.astype(int):
        image[:, y1:y2, x1:x2] = rng.random((3, 1, 1))
    return image, boxes


@pytest.mark.parametrize("seed", range(4))
def test_finds_rectangles_on_noise(seed):
    image, true = rectangles(seed)
    boxes = propose_regions(image)
    assert proposal_recall([boxes], [true], iou_threshold=0.8) == 1
    assert len(np.unique(boxes, axis=0)) == len(boxes)
    assert boxes[0].tolist() == [0, 0, 90, 72]
    assert (boxes[:, 2:] > boxes[:, :2]).all()
    assert boxes.min() >= 0
    assert (boxes.max(axis=0) <= [90, 72, 90, 72]).all()


def test_same_image_same_proposals():
    image, _ = rectangles(0)
    assert np.array_equal(propose_regions(image), propose_regions(image.astype(np.float32)))
    assert np.array_equal(propose_regions(image), propose_regions(image.copy()))


def test_more_scales_colors_and_strategies_give_more():
    image = photograph("flower", size=80)
    one = {"scales": [100], "colors": ["rgb"], "strategies": [["size"]]}
    few = {tuple(box) for box in propose_regions(image, **one)}
    for name, value in {
        "scales": [100, 20],
        "colors": ["rgb", "gray"],
        "strategies": [["size"], ["color"]],
    }.items():
        more = {tuple(box) for box in propose_regions(image, **{**one, name: value})}
        assert few < more


def test_small_boxes_can_be_left_out():
    image, _ = rectangles(2)
    every, large = propose_regions(image), propose_regions(image, min_side=20)
    wide = (every[:, 2:] - every[:, :2] >= 20).all(axis=1)
    assert 0 < len(large) < len(every)
    assert np.array_equal(large, every[wide])


def test_a_tree_of_a_photograph_holds_its_parts():
    image = photograph("china", size=60).astype(np.float64)
    labels = np.arange(60)[:, None] // 20 * 9 + np.arange(image.shape[2]) // 10
    boxes, joined = group_regions(image, labels)
    assert len(boxes) == 2 * len(joined) + 1


def test_color_spaces_fill_the_range_from_0_to_1():
    extremes = np.array(np.meshgrid([0, 1], [0, 1], [0, 1], indexing="ij"), float).reshape(3, 1, 8)
    for space, channels in {"rgb": 3, "hsv": 3, "lab": 3, "gray": 1}.items():
        converted = in_color_space(extremes, space)
        assert converted.shape == (channels, 1, 8)
        assert 0 <= converted.min() < converted.max() <= 1
    hue = in_color_space(extremes, "hsv")[0, 0]
    assert hue[4] == 0  # red
    assert hue[2] == pytest.approx(1 / 3)  # green


def test_recall_by_hand():
    true = [[[0, 0, 4, 4], [8, 8, 9, 9]], np.zeros((0, 4)), [[0, 0, 2, 2]]]
    proposals = [[[0, 0, 4, 5], [0, 0, 4, 4]], [[0, 0, 1, 1]], np.zeros((0, 4))]
    assert proposal_recall(proposals, true) == pytest.approx(1 / 3)
    assert proposal_recall([proposals[0]], [true[0]], iou_threshold=1.0) == 0.5
    assert box_iou(proposals[0], true[0])[0, 0] == 0.8


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda i: propose_regions(i[0]), ValueError, r"image must have the shape \(3, H, W\)"),
        (lambda i: propose_regions(i[:1]), ValueError, r"image must have the shape \(3, H, W\)"),
        (lambda i: propose_regions(255 * i), ValueError, "image must be from 0 to 1, got"),
        (lambda i: propose_regions(i * np.nan), ValueError, "image must be from 0 to 1, got nan"),
        (lambda i: propose_regions("a"), TypeError, "image must be float32 or float64"),
        (lambda i: propose_regions(i, scales=[]), ValueError, "scales must be a list"),
        (lambda i: propose_regions(i, scales=50), ValueError, "scales must be a list"),
        (lambda i: propose_regions(i, scales=[-1]), ValueError, "scales must be above 0"),
        (lambda i: propose_regions(i, colors="hsv"), ValueError, "colors must be a list"),
        (lambda i: propose_regions(i, colors=["cmyk"]), ValueError, "colors must be some of hsv"),
        (lambda i: propose_regions(i, strategies=[]), ValueError, "strategies must be a list"),
        (lambda i: propose_regions(i, strategies=["fill"]), ValueError, "parts must be a list"),
        (lambda i: propose_regions(i, min_size=0), ValueError, "min_size must be at least 1"),
        (lambda i: propose_regions(i, min_side=None), TypeError, "min_side must be a number"),
        (lambda i: proposal_recall([], []), ValueError, "truths hold no box"),
        (lambda i: proposal_recall(None, []), TypeError, "proposals must be a list"),
        (lambda i: proposal_recall([], [[[0, 0, 1, 1]]]), ValueError, "got 0 and 1"),
        (lambda i: proposal_recall([[[0, 1]]], [[[0, 0, 1, 1]]]), ValueError, r"proposals\[0\]"),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call(np.full((3, 20, 24), 0.5))

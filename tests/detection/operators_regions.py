"""Functions on proposals: how to draw arguments for them, and another way to the answer."""

import numpy as np

from cnnlib import detection
from tests.detection import draws
from tests.detection.operators_roi import Operator


def warp_arguments(rng):
    image = rng.random((int(rng.integers(1, 3)), *rng.integers(1, 7, 2)))
    boxes = draws.solid_boxes(rng, int(rng.integers(0, 3))) - 1.97  # no sample on a border
    size = int(rng.integers(3, 6))
    return {"image": image, "boxes": boxes, "size": size, "padding": 1}


def plain_warp_arguments(rng):
    return {**warp_arguments(rng), "sampling_ratio": 1}


def plain_warp_answer(image, boxes, size, padding, sampling_ratio):
    """Sample by hand; more samples are the mean over the smaller pixels of a larger warp."""
    return blocks(image, boxes, size, padding, int(sampling_ratio))


def blocks(image, boxes, size, padding, ratio):
    """Return the mean over `ratio` x `ratio` blocks of a warp with as many more pixels."""
    size, padding = int(size), int(padding)
    if ratio < 1:  # as many samples as a pixel covers, which differs from box to box
        return detection.warp_boxes(image, boxes, size, padding, ratio)
    fine = detection.warp_boxes_naive(image, boxes, size * ratio, padding * ratio)
    return fine.reshape(*fine.shape[:2], size, ratio, size, ratio).mean(axis=(3, 5))


def naive_warp_answer(image, boxes, size, padding):
    return detection.warp_boxes(image, boxes, size, padding, sampling_ratio=1)


def context_arguments(rng):
    given = warp_arguments(rng)
    return {name: given[name] for name in ("boxes", "size", "padding")}


def context_answer(boxes, size, padding):
    """Solve for the box whose part from padding to size - padding is the given one."""
    boxes = np.asarray(boxes, float)
    first, last = int(padding) / int(size), 1 - int(padding) / int(size)
    low, high = boxes[:, :2], boxes[:, 2:]
    start = (low * last - high * first) / (last - first)
    end = (high * (1 - first) - low * (1 - last)) / (last - first)
    return np.hstack([start, end])


def codes_arguments(rng):
    count = int(rng.integers(0, 5))
    proposals = draws.solid_boxes(rng, count)
    return {"reference_boxes": draws.solid_boxes(rng, count), "proposals": proposals}


def codes_answer(reference_boxes, proposals):
    result = []
    for true, box in zip(
        np.asarray(reference_boxes, float), np.asarray(proposals, float), strict=True
    ):
        width, height = box[2] - box[0], box[3] - box[1]
        dx = (true[0] + true[2] - box[0] - box[2]) / 2 / width
        dy = (true[1] + true[3] - box[1] - box[3]) / 2 / height
        dw = np.log(true[2] - true[0]) - np.log(width)
        result.append([dx, dy, dw, np.log(true[3] - true[1]) - np.log(height)])
    return np.array(result).reshape(-1, 4)


def decode_arguments(rng):
    given = codes_arguments(rng)
    return {"rel_codes": codes_answer(**given), "proposals": given["proposals"]}


def decode_answer(rel_codes, proposals):
    x1, y1, x2, y2 = np.asarray(proposals, float).T
    dx, dy, dw, dh = np.asarray(rel_codes, float).T
    width = (x2 - x1) * np.minimum(np.exp(np.minimum(dw, 50)), 62.5)
    height = (y2 - y1) * np.minimum(np.exp(np.minimum(dh, 50)), 62.5)
    x, y = (x1 + x2) / 2 + dx * (x2 - x1), (y1 + y2) / 2 + dy * (y2 - y1)
    return np.stack([x - width / 2, y - height / 2, x + width / 2, y + height / 2], axis=1)


def recall_arguments(rng):
    predictions, truths = draws.images(rng)
    return {"proposals": [boxes for boxes, _ in predictions], "truths": truths}


def recall_answer(proposals, truths, iou_threshold=0.5):
    found = []
    for boxes, true in zip(proposals, truths, strict=True):
        for one in np.asarray(true, float):
            overlaps = detection.box_iou_naive([one], boxes)[0]
            found.append(any(overlap >= iou_threshold for overlap in overlaps))
    return sum(found) / len(found)


def label_arguments(rng):
    count = int(rng.integers(0, 4))
    labels = rng.integers(1, 4, count)
    boxes = draws.solid_boxes(rng, count)
    return {"proposals": draws.boxes(rng, 5), "boxes": boxes, "labels": labels}


def label_answer(proposals, boxes, labels, foreground=0.5, background=(0.1, 0.5)):
    result = []
    for overlap in detection.box_iou_naive(proposals, boxes):
        best = max(overlap, default=0.0)
        kind = 0 if background[0] <= best < background[1] else -1
        result.append(np.asarray(labels)[list(overlap).index(best)] if best >= foreground else kind)
    return np.array(result, int)


def sample_arguments(rng):
    labels = rng.integers(-1, 2, int(rng.integers(0, 12)))
    return {"labels": labels, "count": int(rng.integers(1, 9)), "foreground_share": 1.0}


def sample_answer(labels, count, foreground_share):
    """Return what was drawn if it is as it should be: which of them is a matter of chance."""
    drawn = detection.sample_proposals(labels, count, foreground_share)
    labels = np.asarray(labels)
    objects = min(int((labels > 0).sum()), round(foreground_share * count))
    expected = objects, min(int((labels == 0).sum()), int(count) - objects)
    return (
        drawn if (np.count_nonzero(labels[drawn]), (labels[drawn] == 0).sum()) == expected else None
    )


REGIONS = {
    "label_proposals": Operator(label_arguments, label_answer),
    "sample_proposals": Operator(sample_arguments, sample_answer),
    "warp_boxes": Operator(plain_warp_arguments, plain_warp_answer),
    "warp_boxes_naive": Operator(warp_arguments, naive_warp_answer),
    "with_context": Operator(context_arguments, context_answer),
    "encode_boxes": Operator(codes_arguments, codes_answer),
    "decode_boxes": Operator(decode_arguments, decode_answer),
    "proposal_recall": Operator(recall_arguments, recall_answer),
}

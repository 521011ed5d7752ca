"""Every public function on boxes: how to draw arguments for it, and another way to its answer.

`OPERATORS[name].draw(rng)` returns keyword arguments that the function must accept;
`.answer(**arguments)` computes the result by its loop, or by a formula written here.
"""

import numpy as np

from tests.detection import draws, operators_regions, operators_roi
from tests.detection.operators_roi import Operator


def count(rng):
    """Draw how many boxes there are, none included."""
    return int(rng.integers(0, 6))


def floats(value):
    """Return float64, whatever came."""
    return np.asarray(value, np.float64)


def boxes_arguments(rng):
    return {"boxes": draws.boxes(rng, count(rng), dtype=rng.dtype)}


def iou_arguments(rng):
    return {name: draws.boxes(rng, count(rng), dtype=rng.dtype) for name in ("a", "b")}


def iou_answer(a, b):
    """Count the cells that two boxes share, by way of sides clipped to each other."""
    a, b = floats(a), floats(b)
    result = np.zeros((len(a), len(b)))
    for k, one in enumerate(a):
        for m, other in enumerate(b):
            part = np.hstack([np.maximum(one[:2], other[:2]), np.minimum(one[2:], other[2:])])
            shared = max(part[2] - part[0], 0) * max(part[3] - part[1], 0)
            union = area_answer(one[None])[0] + area_answer(other[None])[0] - shared
            result[k, m] = shared / union if union else 0.0
    return result


def area_answer(boxes):
    x1, y1, x2, y2 = floats(boxes).T
    return x2 * y2 - x1 * y2 - x2 * y1 + x1 * y1


def convert_arguments(rng):
    forms = ["xyxy", "xywh", "cxcywh"]
    boxes = draws.boxes(rng, count(rng), dtype=rng.dtype) + np.array([10, 10, 20, 20], rng.dtype)
    in_fmt, out_fmt = rng.choice(forms, 2)
    return {"boxes": boxes, "in_fmt": str(in_fmt), "out_fmt": str(out_fmt)}


def convert_answer(boxes, in_fmt, out_fmt):
    """Go by matrices: every form is linear in the corners."""
    forms = {
        "xyxy": np.eye(4),
        "xywh": np.array([[1, 0, 0, 0], [0, 1, 0, 0], [-1, 0, 1, 0], [0, -1, 0, 1]]),
        "cxcywh": np.array([[0.5, 0, 0.5, 0], [0, 0.5, 0, 0.5], [-1, 0, 1, 0], [0, -1, 0, 1]]),
    }
    return floats(boxes) @ np.linalg.inv(forms[in_fmt]).T @ forms[out_fmt].T


def clip_arguments(rng):
    size = tuple(int(n) for n in rng.integers(1, 9, 2))
    boxes = draws.boxes(rng, count(rng), dtype=rng.dtype) - rng.dtype(2)
    return {"boxes": boxes, "size": size[0] if rng.integers(2) else size}


def clip_answer(boxes, size):
    rows, columns = np.broadcast_to(size, 2)
    x, y = floats(boxes)[:, ::2], floats(boxes)[:, 1::2]
    x, y = np.clip(x, 0, columns), np.clip(y, 0, rows)
    return np.stack([x[:, 0], y[:, 0], x[:, 1], y[:, 1]], axis=1)


def list_arguments(rng):
    images = int(rng.integers(0, 4))
    return {"boxes": [draws.boxes(rng, count(rng), dtype=rng.dtype) for _ in range(images)]}


def list_answer(boxes):
    rows = [[n, *box] for n, entry in enumerate(boxes) for box in floats(entry)]
    return np.array(rows).reshape(-1, 5)


def nms_arguments(rng):
    number = count(rng)
    threshold = float(rng.choice([0.0, 0.25, 0.5, 1.0]))
    boxes = draws.boxes(rng, number, dtype=rng.dtype)
    return {"boxes": boxes, "scores": draws.scores(rng, number), "iou_threshold": threshold}


def batched_arguments(rng):
    given = nms_arguments(rng)
    idxs = rng.integers(-1, 2, len(given["scores"]))
    return {"boxes": given["boxes"], "scores": given["scores"], "idxs": idxs, "iou_threshold": 0.4}


def nms_answer(boxes, scores, iou_threshold):
    return batched_answer(boxes, scores, np.zeros(len(scores), int), iou_threshold)


def batched_answer(boxes, scores, idxs, iou_threshold):
    """Ask of each box, best first, whether a kept one of its group overlaps it too much."""
    overlap, kept = iou_answer(boxes, boxes), []
    scores, idxs = np.asarray(scores), np.asarray(idxs)
    for k in sorted(range(len(scores)), key=lambda k: -scores[k]):
        same = [other for other in kept if idxs[other] == idxs[k]]
        if all(overlap[k, other] <= iou_threshold for other in same):
            kept.append(k)
    return np.array(kept, int)


def precision_arguments(rng):
    predictions, truths = draws.images(rng)
    points = str(rng.choice(["all", "11"]))
    threshold = float(rng.choice([0.1, 0.5, 1.0]))
    given = {"predictions": predictions, "truths": truths, "iou_threshold": threshold}
    return {**given, "points": points}


def curve_arguments(rng):
    given = precision_arguments(rng)
    del given["points"]
    return given


def class_arguments(rng):
    given = precision_arguments(rng)
    found, true = draws.labelled(rng, given["predictions"], given["truths"])
    return {**given, "predictions": found, "truths": true}


def curve_answer(predictions, truths, iou_threshold=0.5):
    """Count anew at every score."""
    scores = np.unique(np.concatenate([floats(s) for _, s in predictions]))[::-1]
    right, detections = [], []
    for lowest in scores:
        found = set()
        for n, ((boxes, own), true) in enumerate(zip(predictions, truths, strict=True)):
            overlap = iou_answer(floats(boxes)[floats(own) >= lowest], sorted_boxes(true))
            hits = [row for row in overlap if row.size and row.max() >= iou_threshold]
            found |= {(n, int(row.argmax())) for row in hits}
        right.append(len(found))
        detections.append(sum((floats(s) >= lowest).sum() for _, s in predictions))
    return scores, np.array(right, int), np.array(detections, int), sum(map(len, truths))


def sorted_boxes(boxes):
    """Return true boxes in an order that does not depend on the given one."""
    boxes = floats(boxes)
    return boxes[np.lexsort(boxes.T)]


def precision_answer(predictions, truths, iou_threshold=0.5, points="all"):
    _, right, detections, number = curve_answer(predictions, truths, iou_threshold)
    levels = range(1, number + 1) if points == "all" else [k * number / 10 for k in range(11)]
    best = [np.max((right / detections)[right >= level], initial=0) for level in levels]
    return float(np.mean(best))


def class_answer(predictions, truths, iou_threshold=0.5, points="all"):
    result = {}
    for label in sorted({int(label) for _, labels in truths for label in np.asarray(labels)}):
        found = [
            (floats(b)[np.asarray(own) == label], floats(s)[np.asarray(own) == label])
            for b, s, own in predictions
        ]
        true = [floats(b)[np.asarray(own) == label] for b, own in truths]
        result[label] = precision_answer(found, true, iou_threshold, points)
    return result


def mean_answer(predictions, truths, iou_threshold=0.5, points="all"):
    return np.mean(list(class_answer(predictions, truths, iou_threshold, points).values()))


PRECISION = Operator(precision_arguments, precision_answer)
OPERATORS = {
    "box_area": Operator(boxes_arguments, area_answer),
    "box_iou": Operator(iou_arguments, iou_answer),
    "box_iou_naive": Operator(iou_arguments, iou_answer),
    "box_convert": Operator(convert_arguments, convert_answer),
    "boxes_to_rois": Operator(list_arguments, list_answer),
    "clip_boxes_to_image": Operator(clip_arguments, clip_answer),
    "nms": Operator(nms_arguments, nms_answer),
    "nms_naive": Operator(nms_arguments, nms_answer),
    "batched_nms": Operator(batched_arguments, batched_answer),
    "precision_recall": Operator(curve_arguments, curve_answer),
    "average_precision": PRECISION,
    "average_precision_naive": PRECISION,
    "average_precision_per_class": Operator(class_arguments, class_answer),
    "mean_average_precision": Operator(class_arguments, mean_answer),
    **operators_roi.ROIS,
    **operators_regions.REGIONS,
}

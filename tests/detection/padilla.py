"""A much-cited example of average precision: 24 detections, 15 true boxes, 7 images.

Boxes are x, y, width, height, as R. Padilla et al., "A survey on performance metrics for
object-detection algorithms", 2020, publish them; their program counts the pixel at the right and
lower end, too, so a box is one wider and higher than that. Two detections share the score 0.95:
the one in image 5 is right, the one in image 7 is wrong. An overlap of 0.3 makes one right.
"""

import numpy as np

from cnnlib.detection import box_convert

IOU_THRESHOLD = 0.3
SCORED = [
    [(0.88, 5, 67, 31, 48), (0.70, 119, 111, 40, 67), (0.80, 124, 9, 49, 67)],
    [(0.71, 64, 111, 64, 58), (0.54, 26, 140, 60, 47), (0.74, 19, 18, 43, 35)],
    [
        (0.18, 109, 15, 77, 39),
        (0.67, 86, 63, 46, 45),
        (0.38, 160, 62, 36, 53),
        (0.91, 105, 131, 47, 47),
        (0.44, 18, 148, 40, 44),
    ],
    [
        (0.35, 83, 28, 28, 26),
        (0.78, 28, 68, 42, 67),
        (0.45, 87, 89, 25, 39),
        (0.14, 10, 155, 60, 26),
    ],
    [
        (0.62, 50, 38, 28, 46),
        (0.44, 95, 11, 53, 28),
        (0.95, 29, 131, 72, 29),
        (0.23, 29, 163, 72, 29),
    ],
    [(0.45, 43, 48, 74, 38), (0.84, 17, 155, 29, 35), (0.43, 95, 110, 25, 42)],
    [(0.48, 16, 20, 101, 88), (0.95, 33, 116, 37, 49)],
]
TRUE = [
    [(25, 16, 38, 56), (129, 123, 41, 62)],
    [(123, 11, 43, 55), (38, 132, 59, 45)],
    [(16, 14, 35, 48), (123, 30, 49, 44), (99, 139, 47, 47)],
    [(53, 42, 40, 52), (154, 43, 31, 34)],
    [(59, 31, 44, 51), (48, 128, 34, 52)],
    [(36, 89, 52, 76), (62, 58, 44, 67)],
    [(28, 31, 55, 63), (58, 67, 50, 58)],
]


def corners(sized, last_pixel):
    """Return x1, y1, x2, y2, with or without the pixel at the end of each side."""
    grown = np.add(sized, [0, 0, last_pixel, last_pixel])
    return box_convert(grown, "xywh", "xyxy")


def example(last_pixel=1):
    """Return predictions and truths as `average_precision` takes them."""
    predictions = []
    for rows in SCORED:
        table = np.array(rows, float)
        predictions.append((corners(table[:, 1:], last_pixel), table[:, 0]))
    return predictions, [corners(rows, last_pixel) for rows in TRUE]


def untied(first):
    """Return the example with the two detections of score 0.95 in an order: image 5 or 7 first."""
    predictions, truths = example()
    scores = predictions[first - 1][1]
    scores[scores == 0.95] += 1e-9
    return predictions, truths

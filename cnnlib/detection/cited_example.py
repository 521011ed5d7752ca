"""A much-cited example of average precision: 24 detections, 15 true boxes, 7 images.

Boxes are x, y, width, height, as R. Padilla et al., "A survey on performance metrics for
object-detection algorithms", 2020, publish them; their program counts the pixel at the right and
lower end, too, so a box is one wider and higher than that. Two detections share the score 0.95:
the one in image 5 is right, the one in image 7 is wrong. Used in chapter 10.
"""

import numpy as np

from cnnlib.detection.boxes import box_convert
from cnnlib.integers import integer

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


def cited_example(last_pixel=1, first=None):
    """Return predictions and truths as `average_precision` takes them, with an IoU of 0.3.

    Parameters
    ----------
    last_pixel : {0, 1}, optional
        Whether a box holds the pixel at its right and lower end, as in the publication.
    first : {None, 5, 7}, optional
        The image whose detection with score 0.95 comes first, by a score raised by 1e-9; by
        default both have the same.

    Returns
    -------
    predictions : list of (boxes, scores)
    truths : list of ndarray of shape (L, 4)

    Raises
    ------
    ValueError, TypeError
        If an option is none of these.

    Examples
    --------
    >>> predictions, truths = cited_example()
    >>> sum(len(scores) for _, scores in predictions), sum(len(boxes) for boxes in truths)
    (24, 15)
    """
    if integer(last_pixel, "last_pixel", minimum=0) > 1:
        raise ValueError(f"last_pixel must be 0 or 1, got {last_pixel}")
    if first not in (None, 5, 7):
        raise ValueError(f"first must be None, 5 or 7, got {first!r}")
    predictions = []
    for image, rows in enumerate(SCORED, start=1):
        table = np.array(rows)
        scores = table[:, 0]
        if image == first:
            scores[scores == 0.95] += 1e-9
        predictions.append((_corners(table[:, 1:], last_pixel), scores))
    return predictions, [_corners(rows, last_pixel) for rows in TRUE]


def _corners(sized, last_pixel):
    """Return x1, y1, x2, y2, with or without the pixel at the end of each side."""
    return box_convert(np.add(sized, [0, 0, last_pixel, last_pixel]), "xywh", "xyxy")

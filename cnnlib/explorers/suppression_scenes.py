"""Scenes of the suppression explorer: objects with their true boxes, and scored boxes on them.

A scene is SIZE wide and high, in whole units. A box is written as x1, y1, x2, y2, its score in
hundredths, and its class; a true box as x1, y1, x2, y2 and its class. Used by suppression.py.
"""

import numpy as np

from cnnlib.detection import arguments
from cnnlib.explorers import svg

SIZE = (16, 9)
MOST_BOXES = 7
MOST_TRUTHS = 3
LETTERS = "ABCDEFG"
CLASSES = ("cat", "dog")  # classes count from 1; 0 would be background
CAT, DOG = 1, 2
INK = "#235f91"  # of a plate with white letters
EYES = "M.37 .48a.05 .06 0 1 0 .001 0zM.63 .48a.05 .06 0 1 0 .001 0z"
# Heads that fill a square of side 1; eyes and nose are holes.
HEADS = (
    "M0 0L.36 .19Q.5 .15 .64 .19L1 0Q1 .3 .96 .55Q.9 1 .5 1Q.1 1 .04 .55Q0 .3 0 0z"
    f"{EYES}M.45 .7h.1l-.05 .08z",
    "M.5 0Q.75 0 .84 .1Q1 .1 1 .4Q1 .72 .9 .72Q.86 .72 .84 .62Q.8 1 .5 1Q.2 1 .16 .62"
    f"Q.14 .72 .1 .72Q0 .72 0 .4Q0 .1 .16 .1Q.25 0 .5 0z{EYES}M.42 .68h.16v.08l-.08 .06l-.08-.06z",
)
SCENES = {
    "neighbors": {
        "name": "two cats",
        "boxes": [
            [2, 1, 9, 8, 78, CAT],
            [1, 2, 8, 9, 95, CAT],
            [5, 2, 13, 8, 90, CAT],
            [0, 3, 6, 8, 66, CAT],
            [4, 1, 10, 8, 72, CAT],
            [4, 3, 12, 9, 84, CAT],
        ],
        "truths": [[1, 2, 8, 8, CAT], [5, 2, 12, 8, CAT]],
    },
    "close": {
        "name": "two cats, closer",
        "boxes": [
            [0, 1, 8, 7, 80, CAT],
            [2, 2, 9, 8, 95, CAT],
            [4, 2, 11, 8, 90, CAT],
            [3, 3, 10, 9, 70, CAT],
        ],
        "truths": [[2, 2, 9, 8, CAT], [4, 2, 11, 8, CAT]],
    },
    "row": {
        "name": "one cat, three boxes in a row",
        "boxes": [[2, 1, 10, 8, 90, CAT], [4, 1, 12, 8, 80, CAT], [6, 1, 14, 8, 70, CAT]],
        "truths": [[4, 1, 12, 8, CAT]],
    },
    "classes": {
        "name": "a cat in front of a dog",
        "boxes": [
            [2, 2, 11, 9, 80, DOG],
            [3, 1, 13, 8, 95, DOG],
            [6, 2, 13, 8, 90, CAT],
            [5, 1, 12, 8, 70, CAT],
        ],
        "truths": [[3, 1, 13, 8, DOG], [6, 2, 13, 8, CAT]],
    },
}


def read_boxes(value, name, most):
    """Return boxes in a scene as lists of four integers, or say what is wrong with them.

    >>> read_boxes([[0, 1, 4, 3]], "boxes", most=7)
    [[0, 1, 4, 3]]
    """
    corners = arguments.boxes_with_area(value, name)
    if not 1 <= len(corners) <= most:
        raise ValueError(f"{name} must be 1 to {most} boxes in this explorer, got {len(corners)}")
    outside = (corners < 0) | (corners > SIZE * 2) | (corners != np.floor(corners))
    if outside.any():
        place = int(np.argmax(outside.any(axis=1)))
        raise ValueError(
            f"{name}[{place}] must be whole numbers in a scene {SIZE[0]} wide and {SIZE[1]} high, "
            f"got {', '.join(f'{side:g}' for side in corners[place])}"
        )
    return corners.astype(int).tolist()


def read_scores(value, count):
    """Return scores as whole hundredths, or say what is wrong with them.

    >>> read_scores([0.9, 0.29], 2)
    [90, 29]
    """
    scores = arguments.scores(value, count)
    hundredths = np.round(100 * scores)
    wrong = (hundredths < 0) | (hundredths > 100) | (abs(100 * scores - hundredths) > 1e-6)
    if wrong.any():
        place = int(np.argmax(wrong))
        raise ValueError(
            f"scores[{place}] must be from 0 to 1, with two decimals, got {scores[place]:g}"
        )
    return hundredths.astype(int).tolist()


def read_labels(value, count, name):
    """Return one class for each box, as integers; without any given, all are cats.

    >>> read_labels(None, 2, "labels")
    [1, 1]
    """
    if value is None:
        return [CAT] * count
    labels = arguments.labels(value, count, name)
    wrong = (labels < 1) | (labels > len(CLASSES))
    if wrong.any():
        place = int(np.argmax(wrong))
        raise ValueError(
            f"{name}[{place}] must be 1 to {len(CLASSES)} in this explorer, got {labels[place]}"
        )
    return labels.tolist()


def read_rows(boxes, labels, name, labels_name, scores=None):
    """Return boxes with scores, if there are any, and classes: one list of integers for each.

    >>> read_rows([[0, 1, 4, 3]], None, "boxes", "labels", [0.9])
    [[0, 1, 4, 3, 90, 1]]
    """
    rows = read_boxes(boxes, name, MOST_TRUTHS if scores is None else MOST_BOXES)
    if scores is not None:
        hundredths = read_scores(scores, len(rows))
        rows = [[*row, score] for row, score in zip(rows, hundredths, strict=True)]
    classes = read_labels(labels, len(rows), labels_name)
    return [[*row, label] for row, label in zip(rows, classes, strict=True)]


def head(box, label):
    """Draw the head that fills a box, in the color of the text around it.

    >>> head([1, 2, 8, 8], CAT).startswith('<path transform="translate(34 68) scale(238 204)"')
    True
    """
    x1, y1, x2, y2 = (side * svg.CELL for side in box)
    place = f"translate({x1} {y1}) scale({x2 - x1} {y2 - y1})"
    return (
        f'<path transform="{place}" d="{HEADS[label - 1]}" fill-opacity="0.16" '
        'fill-rule="evenodd"/>'
    )


def sign(row, column, words):
    """Draw words on a plate at the upper left corner of a box.

    >>> sign(0, 0, "A 0.9").count("<rect")
    1
    """
    left, top, cell = column * svg.CELL, row * svg.CELL, svg.CELL
    return (
        f'<rect x="{left}" y="{top}" width="{2 * cell - 2}" height="{0.8 * cell:g}" fill="{INK}"/>'
        f'<text x="{left + cell}" y="{top + 0.58 * cell:g}" font-size="17" text-anchor="middle" '
        f'fill="#fff" font-weight="600">{svg.escape(words)}</text>\n'
    )


def drawing(boxes, truths):
    """Draw a scene: numbered objects, boxes, and letter and score of each.

    >>> drawing([[0, 1, 4, 3, 90, CAT]], [[0, 1, 4, 3, CAT]]).count(">A 0.9<")
    1
    """
    parts = [svg.lines(0, 0, *SIZE[::-1])]
    for number, (*corners, label) in enumerate(truths, start=1):
        middle = (corners[0] + corners[2]) / 2
        parts.append(head(corners, label))
        parts.append(svg.text(corners[3] - 0.5, middle, str(number), 22, weight=700))
    for x1, y1, x2, y2, *_ in boxes:
        parts.append(svg.box(y1, x1, y2 - y1, x2 - x1, svg.INPUT))
    for letter, (x1, y1, _, _, score, _) in zip(LETTERS, boxes, strict=False):
        parts.append(sign(y1, x1, f"{letter} {svg.number(score / 100)}"))
    return "".join(parts)

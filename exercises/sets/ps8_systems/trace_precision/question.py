"""Precision and recall in percent, where a true box is found."""

import numpy as np

from cnnlib.questions import filled, printed

CODE = """
right = {right}
true_boxes = {n}
found = 0
pairs = []
for count, is_right in enumerate(right, start=1):
    if is_right:
        found += 1
        pairs.append((100 * found // count, 100 * found // true_boxes))
print(pairs)
"""


def values(rng):
    right = [bool(x) for x in rng.permutation([True] * 3 + [False] * 4)]
    return {"right": right, "n": int(rng.integers(4, 12))}


def places(v):
    return [int(k) for k in np.flatnonzero(v["right"])]


def answer(v):
    return printed(filled(CODE, v))


MISTAKES = {
    "swapped": ("Precision comes first.", lambda v: [(r, p) for p, r in answer(v)]),
    "counted-from-zero": (
        "The count starts at 1.",
        lambda v: [
            (100 * (k + 1) // max(place, 1), 100 * (k + 1) // v["n"])
            for k, place in enumerate(places(v))
        ],
    ),
    "of-all-detections": (
        "Precision divides by the detections so far.",
        lambda v: [(100 * (k + 1) // 7, r) for k, (_, r) in enumerate(answer(v))],
    ),
    "recall-of-found": (
        "Recall divides by the true boxes.",
        lambda v: [(p, 100 * (k + 1) // 3) for k, (p, _) in enumerate(answer(v))],
    ),
    "last-only": ("There is a pair for every detection that is right.", lambda v: answer(v)[-1:]),
}

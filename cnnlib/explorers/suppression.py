"""Suppress boxes that frame an object twice: overlap, threshold, one kept box at a step.

    IoU(a, b) = area of a ∩ b / area of a ∪ b
    keep the box with the highest score, drop all with IoU > threshold with it, repeat

Boxes, true boxes and the threshold can be changed; what is left is counted against the truth.
Taught in chapter 10.
"""

from typing import ClassVar

import numpy as np

from cnnlib import detection
from cnnlib.detection import arguments
from cnnlib.explorers import suppression_scenes as scenes
from cnnlib.explorers import svg
from cnnlib.explorers.base import Explorer

SCORE, LABEL = 4, 5  # columns of a box, after its corners


class SuppressionExplorer(Explorer):
    """Non-maximum suppression on a small scene, step by step.

    Parameters
    ----------
    scene : {"neighbors", "close", "row", "classes"}
        Objects and boxes to start from; what is given below takes their place.
    boxes : array_like of int of shape (K, 4), optional
        Corners x1, y1, x2, y2 of 1 to 7 boxes in a scene 16 wide and 9 high.
    scores : array_like of shape (K,), optional
        From 0 to 1, with two decimals; needed with `boxes`.
    labels : array_like of int of shape (K,), optional
        The class of each box: 1 is a cat, 2 a dog. Without it all are cats.
    truths : array_like of int of shape (L, 4), optional
        1 to 3 true boxes.
    truth_labels : array_like of int of shape (L,), optional
    iou_threshold : float, optional
        From 0 to 1, with two decimals.
    per_class : bool, optional
        Whether boxes suppress only boxes of their own class, as `batched_nms` does.

    Raises
    ------
    ValueError, TypeError
        For arguments out of these ranges.

    Examples
    --------
    >>> explorer = SuppressionExplorer("row")
    >>> explorer.kept()
    [0, 2]
    >>> explorer.steps()
    [(0, [1]), (2, [])]
    """

    tag = "cnn-suppression"
    element = "SuppressionExplorer"
    sources = (
        "box_overlap.js",
        "box_words.js",
        "box_scene.js",
        "overlap_matrix.js",
        "suppression.js",
    )
    styles = ("suppression.css",)
    constants: ClassVar[dict] = {
        "BOX_SCENES": scenes.SCENES,
        "BOX_SCENE_SIZE": scenes.SIZE,
        "BOX_HEADS": scenes.HEADS,
        "BOX_CLASSES": scenes.CLASSES,
        "BOX_LETTERS": scenes.LETTERS,
    }

    def __init__(
        self,
        scene="neighbors",
        boxes=None,
        scores=None,
        labels=None,
        truths=None,
        truth_labels=None,
        iou_threshold=0.5,
        per_class=False,
    ):
        if scene not in scenes.SCENES:
            raise ValueError(f"scene must be one of {tuple(scenes.SCENES)}, got {scene!r}")
        if (boxes is None) != (scores is None):
            raise ValueError("boxes and scores must be given together: one score for each box")
        known = scenes.SCENES[scene]
        self.boxes, self.truths = known["boxes"], known["truths"]
        if boxes is not None:
            self.boxes = scenes.read_rows(boxes, labels, "boxes", "labels", scores)
        elif labels is not None:
            raise ValueError("labels must come with the boxes and scores that they belong to")
        if truths is not None:
            self.truths = scenes.read_rows(truths, truth_labels, "truths", "truth_labels")
        elif truth_labels is not None:
            raise ValueError("truth_labels must come with the truths that they belong to")
        threshold = arguments.fraction(iou_threshold, "iou_threshold")
        self.hundredths = round(100 * threshold)
        if abs(self.hundredths - 100 * threshold) > 1e-6:
            raise ValueError(f"iou_threshold must have two decimals, got {threshold:g}")
        self.per_class = bool(per_class)

    @property
    def corners(self):
        """Return the corners of the boxes, (K, 4)."""
        return np.array(self.boxes)[:, :4]

    @property
    def scores(self):
        """Return the scores of the boxes, (K,)."""
        return np.array([box[SCORE] for box in self.boxes]) / 100

    @property
    def labels(self):
        """Return the classes of the boxes, (K,)."""
        return np.array([box[LABEL] for box in self.boxes])

    @property
    def order(self):
        """Return the numbers of the boxes by falling score."""
        return np.argsort(-self.scores, kind="stable").tolist()

    def overlaps(self):
        """Compute the overlap of each box with each box, and with each true box.

        Returns
        -------
        ndarray, shape (K, K + L)
        """
        true = np.array(self.truths)[:, :4]
        return detection.box_iou(self.corners, np.vstack([self.corners, true]))

    def kept(self):
        """Compute which boxes stay.

        Returns
        -------
        list of int
            By falling score.
        """
        threshold = self.hundredths / 100
        if self.per_class:
            kept = detection.batched_nms(self.corners, self.scores, self.labels, threshold)
        else:
            kept = detection.nms(self.corners, self.scores, threshold)
        return kept.tolist()

    def steps(self):
        """Tell for each kept box which boxes it drops.

        Returns
        -------
        list of (int, list of int)
            By falling score; a box is dropped by the first that overlaps it too much.
        """
        above = self.overlaps()[:, : len(self.boxes)] > self.hundredths / 100
        if self.per_class:
            above &= self.labels[:, None] == self.labels
        waiting, steps = self.order, []
        for best in self.kept():
            dropped = [k for k in waiting if k != best and above[best, k]]
            waiting = [k for k in waiting if k != best and k not in dropped]
            steps.append((best, dropped))
        return steps

    def counts(self, step):
        """Count what is left after so many steps against the true boxes.

        Parameters
        ----------
        step : int
            How many boxes are kept so far; 0 is before the first.

        Returns
        -------
        (int, int, int)
            True boxes that are found, boxes that are left, and true boxes.
        """
        gone = {k for _, dropped in self.steps()[:step] for k in dropped}
        left = np.array([k for k in range(len(self.boxes)) if k not in gone])
        predictions, truths = [], []
        for label in range(1, len(scenes.CLASSES) + 1):  # a class of its own is as an image
            mine = left[self.labels[left] == label]
            predictions.append((self.corners[mine], self.scores[mine]))
            true = [truth[:4] for truth in self.truths if truth[4] == label]
            truths.append(np.reshape(true, (-1, 4)))
        curve = detection.precision_recall(predictions, truths)
        return int(curve.right[-1]), int(curve.detections[-1]), curve.truths

    def config(self):
        """Return what the element starts from."""
        return {
            "boxes": self.boxes,
            "truths": self.truths,
            "threshold": self.hundredths,
            "apart": self.per_class,
            "pair": [self.order[min(1, len(self.boxes) - 1)], self.order[0]],
        }

    def still(self):
        """Return the still figure: the scene before the first step, and the overlaps."""
        width, height = scenes.SIZE
        rows, columns, values = self._table()
        across, step = width + 1.2, (1, 1.3)
        parts = [
            scenes.drawing(self.boxes, self.truths),
            svg.words(0, across + step[1], [columns], step, 19),
            svg.words(1, across, [[name] for name in rows], step, 19),
            svg.lines(1, across + step[1], *values.shape, step=step),
            svg.words(1, across + step[1], values, step, 18),
        ]
        wide = max(6, step[1] * (len(columns) + 1))
        parts.append(svg.text(height + 0.7, width / 2, "Boxes with their scores", 20))
        parts.append(svg.text(height + 0.7, across + wide / 2, "IoU of every pair", 20))
        return svg.figure(height + 1.1, across + wide, self.description(), *parts)

    def _table(self):
        """Return names of rows and columns, and the overlaps as texts, all by falling score."""
        count = len(self.boxes)
        others = [*self.order, *range(count, count + len(self.truths))]
        rows = [scenes.LETTERS[k] for k in self.order]
        columns = [*rows, *(str(k + 1) for k in range(len(self.truths)))]
        values = np.vectorize(svg.number)(self.overlaps()[self.order][:, others])
        return rows, columns, values

    def description(self):
        """Say the figure in words."""
        boxes = []
        for k, (*corners, score, label) in enumerate(self.boxes):
            name = f"{scenes.LETTERS[k]}, a {scenes.CLASSES[label - 1]}"
            place = ", ".join(map(str, corners))
            boxes.append(f"{name} with score {svg.number(score / 100)} at {place}")
        _, columns, values = self._table()
        return (
            f"Boxes, written x1, y1, x2, y2: {'; '.join(boxes)}. IoU of pairs by falling score, "
            f"with {', '.join(columns)}, where numbers are objects: {svg.matrix_words(values)}. "
            f"IoU threshold {svg.number(self.hundredths / 100)}."
        )

    def __repr__(self):
        return (
            f"SuppressionExplorer({len(self.boxes)} boxes, {len(self.truths)} objects, "
            f"iou_threshold={self.hundredths / 100:g}, per_class={self.per_class})"
        )

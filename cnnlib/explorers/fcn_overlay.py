"""Lay the maps of FCN-32s, 16s and 8s over a scene and over its truth, cell by cell.

Each rung gives scores to cells of s by s pixels; enlarged, they are a map of classes. A cell shows
its scores, what the map and the truth hold there, and the patch that its earliest scores see.
Taught in chapter 13.
"""

from typing import ClassVar

import numpy as np

from cnnlib import shapes
from cnnlib.explorers import fcn_arguments, score_maps, svg
from cnnlib.explorers.base import Explorer
from cnnlib.explorers.class_inks import INKS, map_drawing, patterns

STRIDES = (32, 16, 8)
PANEL = 5  # cells of the still figure


class FcnOverlay(Explorer):
    """The maps of a ladder of fully convolutional networks over a scene and its truth.

    Parameters
    ----------
    image : array_like of shape (3, H, W), optional
        In [0, 1]; by default a disk and a square. Without an image there are no other arguments.
    truth : array_like of int of shape (H, W), optional
        Class of each pixel.
    scores : dict of int to array_like of shape (classes, H / s, W / s), optional
        For each stride s, coarsest first, the scores before the last enlargement
        (``models.coarse_scores``). By default those of a network that knows the share of each
        class in each cell.
    names : sequence of str, optional
        Of the classes, the background's first; two to six.
    fields : dict of int to FieldGrid, optional
        For each stride, what the earliest map that the rung scores sees.
    stride : int, optional
        The rung that is shown first; by default the coarsest.
    opacity : int
        Of the map, in tenths.
    cell : (int, int)
        Row and column of the chosen cell.

    Raises
    ------
    ValueError, TypeError
        If shapes or classes do not fit each other, or numbers are out of range.

    Examples
    --------
    >>> explorer = FcnOverlay()
    >>> explorer
    FcnOverlay(64x64 pixels, 3 classes, strides 32, 16, 8, shown 32, opacity=6, cell=(0, 0))
    >>> [explorer.map(stride).shape for stride in (32, 8)]
    [(64, 64), (64, 64)]
    >>> [round(float((explorer.map(s) == explorer.truth).mean()), 2) for s in (32, 8)]
    [0.74, 0.98]
    """

    tag = "cnn-fcn-overlay"
    element = "FcnOverlay"
    sources = ("fcn_maps.js", "fcn_overlay.js")
    styles = ("fcn_overlay.css",)
    constants: ClassVar = {"CLASS_INKS": INKS}

    def __init__(
        self,
        image=None,
        truth=None,
        scores=None,
        names=None,
        fields=None,
        *,
        stride=None,
        opacity=6,
        cell=(0, 0),
    ):
        if image is None:
            fcn_arguments.require_none(truth=truth, scores=scores, names=names, fields=fields)
            image, truth, names, fields = fcn_arguments.example(STRIDES)
        self.image = fcn_arguments.read_image(image)
        self.names = fcn_arguments.read_names(names, len(INKS))
        self.truth = fcn_arguments.read_truth(truth, self.image.shape[1:], len(self.names))
        count = len(self.names)
        if scores is None:
            scores = {s: score_maps.known_scores(self.truth, count, s) for s in STRIDES}
        self.scores = fcn_arguments.read_scores(scores, count, self.truth.shape)
        self.fields = fcn_arguments.read_fields(fields or {}, self.scores)
        self.stride = next(iter(self.scores)) if stride is None else stride
        if self.stride not in self.scores:
            raise ValueError(f"stride must be one of {[*self.scores]}, got {stride}")
        self.opacity = shapes.integer(opacity, "opacity", 0)
        if self.opacity > 10:
            raise ValueError(f"opacity must be 0 to 10, tenths, got {opacity}")
        self.cell = shapes.pair(cell, "cell", 0)
        rows, columns = self.scores[self.stride].shape[1:]
        if self.cell[0] >= rows or self.cell[1] >= columns:
            raise ValueError(f"cell must lie in {rows} by {columns} cells, got {self.cell}")

    def map(self, stride):
        """Return the class of each pixel as the rung of this stride gives it, (H, W)."""
        return score_maps.class_map(self.scores[stride], stride)

    def config(self):
        """Return what the element starts from."""
        columns = self.scores[self.stride].shape[2]
        return {
            "size": list(self.truth.shape),
            "picture": score_maps.picture_address(self.image),
            "names": self.names,
            "truth": score_maps.runs_of(self.truth),
            "rungs": [self._rung(stride) for stride in self.scores],
            "rung": [*self.scores].index(self.stride),
            "opacity": self.opacity,
            "step": self.cell[0] * columns + self.cell[1],
        }

    def _rung(self, stride):
        """Return a rung: its map as runs, and for each cell its class and its shares in percent."""
        scores, grid = self.scores[stride], self.fields.get(stride)
        percent = np.floor(100 * score_maps.shares_of(scores) + 0.5).astype(int)
        field = grid and {"size": grid.size, "jump": grid.jump, "start": grid.start}
        return {
            "stride": stride,
            "cells": list(scores.shape[1:]),
            "map": score_maps.runs_of(self.map(stride)),
            "shares": percent.tolist(),
            "called": scores.argmax(axis=0).tolist(),
            "field": field,
        }

    def still(self):
        """Return the still figure: scene and truth, and below them the map of each rung."""
        h, w = self.truth.shape
        high, step = PANEL * h / w, PANEL + 0.4
        scale = PANEL * svg.CELL / w
        picture = (
            f'<image href="{score_maps.picture_address(self.image)}" width="{w}" height="{h}" '
            'style="image-rendering:pixelated"/>'
        )
        maps = {f"FCN-{stride}s": self.map(stride) for stride in self.scores}
        panels = [("Scene", picture), ("Truth", map_drawing(self.truth))]
        rows = [panels, [(name, map_drawing(one)) for name, one in maps.items()]]
        parts = [patterns(len(self.names))]
        for down, row in enumerate(rows):
            top = down * (high + 0.9)
            for across, (name, inside) in enumerate(row):
                left = across * step
                move = f"translate({left * svg.CELL:g} {top * svg.CELL:g}) scale({scale:g})"
                parts.append(f'<g transform="{move}">{inside}</g>')
                parts.append(svg.text(top + high + 0.4, left + PANEL / 2, name, 13))
        width = step * max(map(len, rows)) - 0.4
        return svg.figure(2 * (high + 0.9), width, self.description(), *parts)

    def description(self):
        """Say the figure in words."""
        right = [
            f"FCN-{stride}s, {np.mean(self.map(stride) == self.truth):.0%}"
            for stride in self.scores
        ]
        h, w = self.truth.shape
        return (
            f"A scene of {h} by {w} pixels, its true classes ({', '.join(self.names)}), and the "
            f"maps that networks give. Share of right pixels: {'; '.join(right)}."
        )

    def __repr__(self):
        (h, w), strides = self.truth.shape, ", ".join(map(str, self.scores))
        return (
            f"FcnOverlay({h}x{w} pixels, {len(self.names)} classes, strides {strides}, "
            f"shown {self.stride}, opacity={self.opacity}, cell={self.cell})"
        )

"""Heads of cats and dogs, seen from the front or half turned.

A head's unit is about half its width; its origin lies between the cheeks.  What tells the two apart
is shape alone: ears, muzzle, nose, pupils.
"""

import numpy as np

from cnnlib.datasets.drawn.coats import INK, PINK, blend, paint_part, soft_spot
from cnnlib.datasets.drawn.painter import ellipse, mirrored, smooth

CAT_HEAD = [
    (0, -0.80),
    (0.42, -0.80),
    (0.84, -0.50),
    (1.02, 0.02),
    (0.96, 0.42),
    (0.55, 0.76),
    (0, 0.86),
]
DOG_HEAD = [
    (0, -0.86),
    (0.42, -0.84),
    (0.78, -0.52),
    (0.84, -0.05),
    (0.70, 0.38),
    (0.58, 0.74),
    (0.30, 0.98),
    (0, 1.04),
]

WHISKER = (0.96, 0.95, 0.92)
SHINE = (1.0, 1.0, 1.0)


class Face:
    """How one head is held: turned to a side, looking somewhere, and its proportions."""

    def __init__(self, rng):
        self.yaw = rng.uniform(-0.8, 0.8)
        self.wide = rng.uniform(0.92, 1.08)
        self.eye = rng.uniform(0.85, 1.15)
        self.ear = rng.uniform(0.88, 1.15)
        self.lean = rng.uniform(-0.10, 0.10, 2)
        self.tongue = rng.random() < 0.5
        self.kind = rng.random()

    def turned(self, points, depth):
        """Move what stands out towards the viewer to the side where the head looks."""
        sideways = np.array((0.30 * self.yaw * depth, 0))
        return np.asarray(points, float) + sideways

    def foreshortening(self, side):
        """Return how much narrower a feature on this side (-1 or 1) looks."""
        return 1 - 0.28 * max(0.0, side * self.yaw)


def cat_head(canvas, frame, coat, rng):
    """Paint the head of a cat: upright pointed ears, short muzzle, slit pupils, whiskers."""
    face = Face(rng)
    texture = coat.texture(canvas, frame, rng)
    _cat_ears(canvas, frame, coat, texture, face)
    u, v = frame.local(canvas.x, canvas.y)
    muzzle = soft_spot(u, v, face.turned((0, 0.50), 1)[0], 0.50, 0.42, 0.30)
    head = smooth(mirrored(CAT_HEAD)) * (face.wide, 1)
    paint_part(canvas, frame, head, blend(texture, coat.pale, 0.9 * muzzle), coat)
    _cat_eyes(canvas, frame, coat, face)
    nose = face.turned([(-0.13, 0.20), (0.13, 0.20), (0.05, 0.31), (-0.05, 0.31)], 1)
    canvas.fill(frame.place(smooth(nose, steps=3)), coat.nose)
    lips = [
        [(0, 0.32), (0.02 * side, 0.43), (0.14 * side, 0.50), (0.27 * side, 0.44)]
        for side in (-1, 1)
    ]
    _lines(canvas, frame, face, lips, 0.05, INK)
    whiskers = [
        [(0.30 * side, 0.38 + y / 2), (0.8 * side, 0.33 + y), (1.25 * side, 0.36 + 2 * y)]
        for side in (-1, 1)
        for y in (-0.06, 0.06, 0.17)
    ]
    _lines(canvas, frame, face, whiskers, 0.025, WHISKER)


def _cat_ears(canvas, frame, coat, texture, face):
    outer = []
    inner = []
    for side in (-1, 1):
        tip = -1.42 * face.ear
        lean = face.lean[(side + 1) // 2]
        scale = (side * face.foreshortening(side) * face.wide, 1)
        base = [(0.22, -0.70), (0.46, -1.06), (0.74 + lean, tip)]
        outside = np.array([*base, (0.84 + lean, tip + 0.06), (0.97, -0.75), (0.94, -0.30)])
        outer.append(smooth(face.turned(outside * scale, -0.25), steps=4))
        base = [(0.42, -0.74), (0.57, -1.0), (0.75 + lean, tip + 0.22)]
        inside = np.array([*base, (0.86, -0.74), (0.83, -0.48)])
        inner.append(frame.place(smooth(face.turned(inside * scale, -0.25), steps=4)))
    paint_part(canvas, frame, outer, texture, coat)
    canvas.fill(inner, PINK * 0.75 + 0.25 * coat.main, 0.9)


def _cat_eyes(canvas, frame, coat, face):
    places = [face.turned((0.42 * side, 0), 0.75)[0] for side in (-1, 1)]
    widths = [0.235 * face.eye * face.foreshortening(side) for side in (-1, 1)]

    def both(wide, high, shift=0.0, tilt=0.0):
        return [
            frame.place(ellipse(x + shift, -0.10 - shift, wide * w / 0.235, high, -side * tilt))
            for side, x, w in zip((-1, 1), places, widths, strict=True)
        ]

    canvas.fill(both(0.27, 0.21 * face.eye, tilt=0.25), INK)
    canvas.fill(both(0.235, 0.175 * face.eye, tilt=0.25), coat.iris)
    canvas.fill(both(0.06, 0.165 * face.eye), INK)
    canvas.fill(both(0.05, 0.05, shift=0.06), SHINE, 0.9)


def dog_head(canvas, frame, coat, rng):
    """Paint the head of a dog: hanging or folded ears, long muzzle, large nose, round eyes."""
    face = Face(rng)
    texture = coat.texture(canvas, frame, rng)
    hanging = face.kind < 0.7
    if not hanging:
        _folded_ears(canvas, frame, coat, texture, face)
    u, v = frame.local(canvas.x, canvas.y)
    blaze = soft_spot(u, v, 0.18 * face.yaw, -0.3, 0.16, 0.7)
    skull = blend(texture, coat.pale, 0.8 * blaze)
    if face.kind % 0.2 < 0.07:
        eye = 0.4 if face.lean[0] > 0 else -0.4
        skull = blend(skull, coat.second, soft_spot(u, v, eye, -0.15, 0.36, 0.40))
    head = smooth(mirrored(DOG_HEAD)) * (face.wide, 1)
    paint_part(canvas, frame, head, skull, coat)
    if face.tongue:
        tongue = [(-0.15, 0.80), (0.15, 0.80), (0.17, 1.08), (0.0, 1.26), (-0.15, 1.08)]
        pink = np.broadcast_to(PINK, canvas.rgb.shape)
        paint_part(canvas, frame, smooth(face.turned(tongue, 1.1)), pink, coat, 0.04)
    muzzle = ellipse(*face.turned((0, 0.50), 1.15), 0.50, 0.40, points=32)
    light = soft_spot(u, v, 0.34 * face.yaw, 0.45, 0.6, 0.5)
    paint_part(canvas, frame, muzzle, blend(texture, coat.pale, light), coat, 0.045)
    _dog_eyes(canvas, frame, coat, face)
    if hanging:
        _hanging_ears(canvas, frame, coat, texture, face)
    nose = [(-0.20, 0.20), (0, 0.15), (0.20, 0.20), (0.19, 0.33), (0, 0.44), (-0.19, 0.33)]
    canvas.fill(frame.place(smooth(face.turned(nose, 1.3), steps=4)), coat.nose)
    canvas.fill(frame.place(ellipse(*face.turned((-0.07, 0.23), 1.3), 0.06, 0.03)), SHINE, 0.6)
    lips = [[(0, 0.62), (0.16 * side, 0.73), (0.36 * side, 0.66)] for side in (-1, 1)]
    _lines(canvas, frame, face, [[(0, 0.42), (0, 0.52), (0, 0.62)], *lips], 0.05, INK)


def _dog_eyes(canvas, frame, coat, face):
    places = [face.turned((0.36 * side, 0), 0.75)[0] for side in (-1, 1)]

    def both(size, shift=0.0):
        return [
            frame.place(ellipse(x + shift, -0.12 - shift, size * face.foreshortening(side), size))
            for side, x in zip((-1, 1), places, strict=True)
        ]

    canvas.fill(both(0.19 * face.eye), INK)
    canvas.fill(both(0.155 * face.eye), coat.iris * 0.7)
    canvas.fill(both(0.096 * face.eye), INK)
    canvas.fill(both(0.05, shift=0.05), SHINE, 0.95)


def _lines(canvas, frame, face, lines, width, color):
    curves = [frame.place(smooth(face.turned(line, 1.1), False)) for line in lines]
    canvas.stroke(curves, width * frame.scale, color, 0.8)


def _hanging_ears(canvas, frame, coat, texture, face):
    ears = []
    for side in (-1, 1):
        length = 0.55 * face.ear
        lean = face.lean[(side + 1) // 2] * 2
        top = [(0.42, -0.82), (0.86, -0.78), (1.14 + lean, -0.25), (1.22 + lean, length * 0.6)]
        tip = [(1.04 + lean, length + 0.16), (0.82 + lean, length - 0.05), (0.74, -0.18)]
        scale = (side * face.wide * face.foreshortening(side), 1)
        ears.append(smooth(face.turned(np.array(top + tip) * scale, -0.1)))
    paint_part(canvas, frame, ears, texture * np.float32(0.78), coat)


def _folded_ears(canvas, frame, coat, texture, face):
    bases = []
    flaps = []
    for side in (-1, 1):
        lean = face.lean[(side + 1) // 2] * 2
        scale = (side * face.wide * face.foreshortening(side), 1)
        base = np.array([(0.25, -0.72), (0.50, -1.12), (0.90, -1.18), (1.02, -0.8), (0.82, -0.35)])
        bases.append(smooth(face.turned(base * scale, -0.2)))
        fold = [(0.46, -1.10), (0.92, -1.20), (1.26 + lean, -0.86), (1.24 + lean, -0.52)]
        flap = np.array([*fold, (0.86, -0.80)])
        flaps.append(smooth(face.turned(flap * scale, -0.2)))
    paint_part(canvas, frame, bases, texture, coat)
    paint_part(canvas, frame, flaps, texture * np.float32(0.75), coat)

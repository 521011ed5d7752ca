"""Bodies of cats and dogs: sitting, standing, or cut by the picture's edge."""

import numpy as np

from cnnlib.datasets.drawn.coats import blend, paint_part, soft_spot
from cnnlib.datasets.drawn.painter import ellipse, mirrored, smooth, tapered

SITTING = [
    (0, 0.55),
    (0.46, 0.75),
    (0.66, 1.25),
    (0.92, 1.85),
    (1.08, 2.45),
    (0.92, 2.86),
    (0.4, 2.92),
    (0, 2.92),
]
STANDING = [
    (0.2, 0.35), (0.55, 0.55), (1.4, 0.50), (2.45, 0.48), (2.85, 0.75), (2.85, 1.25), (2.4, 1.52),
    (1.5, 1.46), (0.6, 1.62), (0.05, 1.4), (-0.15, 0.8),
]  # fmt: skip


def sitting(canvas, frame, coat, species, rng):
    """Paint a sitting body whose head will lie at the frame's origin."""
    texture = coat.texture(canvas, frame, rng, radius=2.4)
    side = rng.choice((-1, 1))
    wide = rng.uniform(0.9, 1.12)
    _tail(canvas, frame, coat, texture, species, (0.75 * side, 2.6), side, rng)
    u, v = frame.local(canvas.x, canvas.y)
    chest = blend(texture, coat.pale, 0.85 * soft_spot(u, v, 0, 1.5, 0.42, 0.75))
    paint_part(canvas, frame, smooth(mirrored(SITTING)) * (wide, 1), chest, coat)
    feet = [ellipse(0.86 * foot * wide, 2.84, 0.36, 0.20) for foot in (-1, 1)]
    paint_part(canvas, frame, feet, texture, coat)
    legs = [np.array([(0.30 * leg, 1.6), (0.33 * leg, 2.2), (0.30 * leg, 2.85)]) for leg in (-1, 1)]
    _legs(canvas, frame, coat, texture, legs, 0.44)


def standing(canvas, frame, coat, species, rng):
    """Paint a standing body, seen from the side, whose head will lie at the frame's origin."""
    texture = coat.texture(canvas, frame, rng, radius=2.0)
    _tail(canvas, frame, coat, texture, species, (2.7, 0.7), 1, rng)
    steps = rng.uniform(-0.25, 0.25, 4)
    far = [_side_leg(0.75, steps[0]), _side_leg(2.35, steps[1])]
    _legs(canvas, frame, coat, texture * np.float32(0.75), far, 0.5)
    u, v = frame.local(canvas.x, canvas.y)
    belly = blend(texture, coat.pale, 0.7 * soft_spot(u, v, 1.3, 1.65, 1.3, 0.35))
    paint_part(canvas, frame, smooth(STANDING), belly, coat)
    near = [_side_leg(0.4, steps[2]), _side_leg(2.4, steps[3])]
    _legs(canvas, frame, coat, texture, near, 0.5)


def _side_leg(x, step):
    return np.array([(x, 1.2), (x + 0.3 * step, 1.8), (x + step, 2.5)])


def _legs(canvas, frame, coat, texture, lines, width):
    """Paint legs along their middle lines, with pale paws."""
    outlines = [tapered(smooth(line, False), width, 0.32) for line in lines]
    paint_part(canvas, frame, outlines, texture, coat, open_top=True)
    paws = [ellipse(line[-1, 0], line[-1, 1] + 0.03, 0.26, 0.16) for line in lines]
    pale = np.broadcast_to(coat.pale, canvas.rgb.shape)
    paint_part(canvas, frame, paws, pale, coat, contour=0.05)
    toes = [line[-1] + np.array([(x, 0.05), (x, 0.15)]) for line in lines for x in (-0.08, 0.08)]
    canvas.stroke([frame.place(toe) for toe in toes], 0.035 * frame.scale, coat.outline, 0.7)


def _tail(canvas, frame, coat, texture, species, root, side, rng):
    """Paint a tail: long, thin and curled for a cat; short, thick and raised for a dog."""
    lift = rng.uniform(0.7, 1.1)
    if species == "cat":
        path = [(0, 0), (0.75, 0.12), (1.15, -0.45), (0.95, -1.1 * lift), (1.25, -1.6 * lift)]
        widths = (0.30, 0.24)
    else:
        path = [(0, 0), (0.45, -0.20), (0.80, -0.65 * lift), (0.92, -1.05 * lift)]
        widths = (0.46, 0.16)
    line = np.array(root) + np.array(path) * (side, 1)
    paint_part(canvas, frame, tapered(smooth(line, False), *widths), texture, coat, open_top=True)

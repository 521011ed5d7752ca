"""Fish and birds, seen from the side, in the furs of cats and dogs: shape alone tells them apart.

The unit is about half an animal's length; the origin lies in its middle, and it looks to the right.
"""

import numpy as np

from cnnlib.datasets.drawn.coats import INK, blend, paint_part, soft_spot
from cnnlib.datasets.drawn.painter import ellipse, smooth

FISH = [
    (-0.90, 0.0), (-0.45, -0.40), (0.15, -0.54), (0.70, -0.34), (1.02, -0.02),
    (0.72, 0.28), (0.15, 0.50), (-0.45, 0.38),
]  # fmt: skip
BIRD = [
    (0.28, -0.80), (0.62, -0.82), (0.86, -0.54), (0.74, -0.22), (0.78, 0.20), (0.45, 0.62),
    (-0.10, 0.70), (-0.62, 0.40), (-0.72, 0.05), (-0.20, -0.18), (0.12, -0.45),
]  # fmt: skip


def fish(canvas, frame, coat, rng):
    """Paint a fish: a spindle with fins, a forked tail and a round eye."""
    texture = coat.texture(canvas, frame, rng)
    high = rng.uniform(0.85, 1.2)
    fork = rng.uniform(0.38, 0.62)
    tail = [(-0.70, 0), (-1.0, -0.28), (-1.48, -fork), (-1.25, 0), (-1.48, fork), (-1.0, 0.28)]
    back = [(-0.35, -0.30), (-0.15, -0.80), (0.35, -0.78), (0.45, -0.35)]
    below = [(-0.10, 0.35), (-0.30, 0.74), (0.10, 0.66), (0.25, 0.38)]
    fins = [smooth(np.array(fin) * (1, high), steps=4) for fin in (tail, back, below)]
    paint_part(canvas, frame, fins, texture * np.float32(0.8), coat)
    u, v = frame.local(canvas.x, canvas.y)
    belly = blend(texture, coat.pale, 0.8 * soft_spot(u, v, 0.1, 0.42 * high, 0.8, 0.28))
    paint_part(canvas, frame, smooth(FISH) * (1, high), belly, coat)
    gill = smooth([(0.42, -0.28 * high), (0.30, 0), (0.42, 0.25 * high)], closed=False)
    fin = smooth([(0.18, 0.05), (-0.05, 0.24), (-0.20, 0.20)], closed=False)
    canvas.stroke([frame.place(gill), frame.place(fin)], 0.06 * frame.scale, coat.outline, 0.8)
    _eye(canvas, frame, coat, 0.66, -0.10 * high)
    mouth = smooth([(0.98, 0.06), (0.86, 0.10), (0.80, 0.06)], closed=False)
    canvas.stroke(frame.place(mouth), 0.05 * frame.scale, INK, 0.8)


def bird(canvas, frame, coat, rng):
    """Paint a bird: a round breast, a wing, a beak, a tail and thin legs."""
    texture = coat.texture(canvas, frame, rng)
    legs = [frame.place([(x, 0.55), (x + 0.03, 1.05), (x + 0.18, 1.05)]) for x in (0.0, 0.28)]
    canvas.stroke(legs, 0.07 * frame.scale, coat.outline)
    drop = rng.uniform(-0.35, 0.15)
    tail = [(-0.50, 0.10), (-1.25, -0.12 + drop), (-1.35, 0.16 + drop), (-0.50, 0.42)]
    paint_part(canvas, frame, np.array(tail), texture * np.float32(0.8), coat)
    long = rng.uniform(1.10, 1.32)
    beak = [(0.76, -0.66), (long, -0.46), (0.76, -0.36)]
    horn = np.broadcast_to(coat.iris, canvas.rgb.shape)
    paint_part(canvas, frame, np.array(beak), horn, coat, contour=0.05)
    u, v = frame.local(canvas.x, canvas.y)
    breast = blend(texture, coat.pale, 0.8 * soft_spot(u, v, 0.55, 0.20, 0.34, 0.46))
    paint_part(canvas, frame, smooth(BIRD), breast, coat)
    wing = [(0.28, -0.12), (0.30, 0.22), (-0.10, 0.46), (-0.85, 0.36), (-0.35, 0.05)]
    paint_part(canvas, frame, smooth(wing), texture * np.float32(0.78), coat, contour=0.06)
    _eye(canvas, frame, coat, 0.55, -0.54)


def _eye(canvas, frame, coat, x, y):
    canvas.fill(frame.place(ellipse(x, y, 0.16, 0.16)), INK)
    canvas.fill(frame.place(ellipse(x, y, 0.125, 0.125)), coat.iris)
    canvas.fill(frame.place(ellipse(x, y, 0.07, 0.07)), INK)
    canvas.fill(frame.place(ellipse(x + 0.04, y - 0.05, 0.04, 0.04)), (1, 1, 1), 0.9)

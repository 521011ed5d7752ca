"""What lies behind drawn animals: rooms, meadows and clutter in any color."""

import numpy as np

from cnnlib.datasets.drawn.coats import FURS
from cnnlib.datasets.drawn.painter import Frame, clouds, ellipse, smooth

BRIGHT = np.array(
    [
        (0.80, 0.25, 0.22), (0.93, 0.72, 0.25), (0.30, 0.55, 0.32), (0.25, 0.45, 0.70),
        (0.62, 0.40, 0.65), (0.35, 0.65, 0.68), (0.90, 0.88, 0.82), (0.30, 0.30, 0.36),
    ],
    np.float32,
)  # fmt: skip
COLORS = np.concatenate([BRIGHT, FURS])


def random_color(rng):
    """Return a color of walls, toys or fur, changed a little."""
    color = COLORS[rng.integers(len(COLORS))]
    return (color * rng.uniform(0.7, 1.15) + rng.uniform(-0.06, 0.06, 3)).clip(0.03, 1)


def paint_background(canvas, rng, clutter):
    """Paint a wall and a floor with a soft pattern, and ``clutter`` objects on them."""
    horizon = rng.uniform(0.45, 0.85) + rng.uniform(-0.1, 0.1) * (canvas.x - 0.5)
    floor = np.clip((canvas.y - horizon) * canvas.size / 2 + 0.5, 0, 1)[..., None]
    wall_color = random_color(rng)
    floor_color = random_color(rng)
    canvas.rgb[:] = wall_color + floor * (floor_color - wall_color)
    canvas.rgb += 0.10 * clouds(rng, canvas.size, int(rng.integers(2, 6)))[..., None]
    canvas.rgb += 0.05 * clouds(rng, canvas.size, 24)[..., None]
    canvas.rgb += rng.uniform(-0.2, 0.2) * (canvas.y[..., None] - 0.5)
    for _ in range(clutter):
        paint_object(canvas, rng, rng.uniform(0.05, 0.22))
    np.clip(canvas.rgb, 0, 1, out=canvas.rgb)


def paint_object(canvas, rng, reach):
    """Paint a ball, box, triangle, blade or blob of about ``reach`` at a random place."""
    frame = Frame(rng.uniform(0, 1, 2), reach, rng.uniform(0, 2 * np.pi))
    kind = rng.integers(5)
    if kind == 0:
        outline = ellipse(0, 0, 1, rng.uniform(0.4, 1))
    elif kind == 1:
        half = rng.uniform(0.4, 1)
        outline = np.array([(-1, -half), (1, -half), (1, half), (-1, half)])
    elif kind == 2:
        outline = np.array([(-0.7, 0.6), (0.1 * rng.normal(), -1), (0.7, 0.6)])
    elif kind == 3:
        outline = smooth([(-1.6, 0), (0, 0.2), (1.6, 0), (0, -0.2)])
    else:
        outline = blob(rng)
    placed = frame.place(outline)
    color = random_color(rng)
    canvas.fill(placed, color)
    closed = np.concatenate([placed, placed[:1]])
    canvas.stroke(closed, 0.012, color * 0.55, 0.7)
    shine = frame.place(outline * 0.55 - 0.15)
    canvas.fill(shine, np.minimum(1, color * 1.25), 0.4)


def blob(rng):
    """Return a closed outline (42, 2) of no particular shape, about one unit from its middle."""
    turn = np.linspace(0, 2 * np.pi, 7, endpoint=False)
    radius = rng.uniform(0.6, 1.1, 7)
    return smooth(np.stack([radius * np.cos(turn), radius * np.sin(turn)], axis=1))


def paint_shadow(canvas, frame, center, reach):
    """Paint a soft shadow on the floor."""
    for share in (1.0, 0.75):
        oval = ellipse(*center, reach * share, 0.25 * share)
        canvas.fill(frame.place(oval), (0, 0, 0), 0.2)


def relight(canvas, rng):
    """Change brightness, contrast and tint of the whole picture, and add grain."""
    gain = rng.uniform(0.75, 1.15) * rng.uniform(0.93, 1.07, 3)
    slope = rng.uniform(-0.15, 0.15, 2)
    light = 1 + slope[0] * (canvas.x - 0.5) + slope[1] * (canvas.y - 0.5)
    canvas.rgb *= gain.astype(np.float32) * light[..., None]
    canvas.rgb += rng.normal(0, 0.012, (canvas.size, canvas.size, 1)).astype(np.float32)
    np.clip(canvas.rgb, 0, 1, out=canvas.rgb)

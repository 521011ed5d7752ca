"""A small painter: smooth outlines, filled with colors or textures, with soft edges.

Coordinates are those of the picture's unit square, x to the right and y down, so that one drawing
comes out the same at any size.  A shape is drawn four times as large and averaged down, by Pillow.
"""

import math
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

SUPERSAMPLING = 4
PEN = 0.5  # Pillow counts from the middle of the first pixel


class Frame:
    """Coordinates of a part: a scaled, turned and maybe mirrored copy of the unit square's.

    Parameters
    ----------
    center : (float, float)
        Where the part's origin lies in the picture.
    scale : float
        Length of the part's unit in the picture.
    angle : float, optional
        Turn in radians, clockwise as seen.
    mirrored : bool, optional
        Exchange left and right.
    """

    def __init__(self, center, scale, angle=0.0, mirrored=False):
        self.center = np.asarray(center, float)
        self.scale = scale
        cosine = np.cos(angle)
        sine = np.sin(angle)
        side = -1.0 if mirrored else 1.0
        self.axes = np.array([[cosine * side, sine * side], [-sine, cosine]])  # rows: x and y

    def place(self, points):
        """Move points (K, 2) of the part into the picture."""
        return np.asarray(points, float) @ (self.scale * self.axes) + self.center

    def local(self, x, y):
        """Return the part's coordinates of picture points x and y of one shape."""
        left, top = self.center.tolist()  # Python's floats leave float32 arrays in float32
        (xx, xy), (yx, yy) = (self.axes / self.scale).tolist()
        dx = x - left
        dy = y - top
        return dx * xx + dy * xy, dx * yx + dy * yy


class Canvas:
    """A picture under way.

    Attributes
    ----------
    rgb : ndarray of float32 of shape (size, size, 3)
        Colors in [0, 1].
    silhouette : ndarray of float32 of shape (size, size)
        Share of each pixel that solid shapes cover, since it was last cleared.
    x, y : ndarray of float32 of shape (size, size)
        Where the pixels' centers lie.
    """

    def __init__(self, size):
        self.size = size
        self.rgb = np.zeros((size, size, 3), np.float32)
        self.silhouette = np.zeros((size, size), np.float32)
        centers = (np.arange(size, dtype=np.float32) + 0.5) / size
        self.x, self.y = np.meshgrid(centers, centers)

    def to_bytes(self):
        """Return the colors in 0 to 255, (size, size, 3)."""
        return (self.rgb * 255 + 0.5).astype(np.uint8)

    def fill(self, outlines, paint, opacity=1.0, solid=False):
        """Fill closed outlines (K, 2), one or a list, with a color (3,) or texture (size, size, 3).

        Several outlines in one call are painted at once, so they must not show each other's edges.
        """
        self._paint(outlines, 0.0, paint, opacity, solid)

    def stroke(self, lines, width, paint, opacity=1.0):
        """Draw open lines (K, 2), one or a list, of some width."""
        self._paint(lines, width, paint, opacity, False)

    def _paint(self, paths, width, paint, opacity, solid):
        paths = paths if isinstance(paths, list) else [paths]
        rows, columns = self._window(np.concatenate(paths), width / 2 + 1 / self.size)
        if rows.start >= rows.stop or columns.start >= columns.stop:
            return
        enlarged = [
            (path * self.size - (columns.start, rows.start)) * SUPERSAMPLING - PEN for path in paths
        ]
        thick = max(1, round(width * self.size * SUPERSAMPLING)) if width else 0
        coverage = _coverage(enlarged, columns.stop - columns.start, rows.stop - rows.start, thick)
        color = paint[rows, columns] if np.ndim(paint) == 3 else np.asarray(paint, np.float32)
        picture = self.rgb[rows, columns]
        picture += (np.float32(opacity) * coverage)[..., None] * (color - picture)
        if solid:
            seen = self.silhouette[rows, columns]
            seen += coverage * (1 - seen)

    def _window(self, points, margin):
        """Return the rows and columns of the pixels that points (K, 2) can touch."""
        left, top = ((points.min(axis=0) - margin) * self.size).tolist()
        right, bottom = ((points.max(axis=0) + margin) * self.size).tolist()
        rows = slice(max(math.floor(top), 0), min(math.ceil(bottom), self.size))
        columns = slice(max(math.floor(left), 0), min(math.ceil(right), self.size))
        return rows, columns


def _coverage(paths, columns, rows, thick):
    """Return the share (rows, columns) of each pixel under polygons, or lines if thick."""
    sheet = Image.new("L", (columns * SUPERSAMPLING, rows * SUPERSAMPLING))
    pen = ImageDraw.Draw(sheet)
    for path in paths:
        flat = path.ravel().tolist()
        if thick:
            pen.line(flat, fill=255, width=thick, joint="curve" if thick > 4 else None)
        else:
            pen.polygon(flat, fill=255)
    return np.asarray(sheet.reduce(SUPERSAMPLING), np.float32) * np.float32(1 / 255)


def smooth(points, closed=True, steps=6):
    """Return a smooth curve through points (K, 2): Catmull-Rom with ``steps`` pieces a span."""
    points = np.asarray(points, float)
    if closed:
        before, start, end, after = (np.roll(points, shift, axis=0) for shift in (1, 0, -1, -2))
    else:
        padded = np.concatenate([points[:1], points, points[-1:]])
        before, start, end, after = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
    weights = _spline_weights(steps)  # (steps, 4)
    spans = np.stack([before, start, end, after])  # (4, spans, 2)
    curve = np.tensordot(weights, spans, axes=1)  # (steps, spans, 2)
    curve = curve.transpose(1, 0, 2).reshape(-1, 2)  # (spans * steps, 2)
    return curve if closed else np.concatenate([curve, points[-1:]])


@lru_cache
def _spline_weights(steps):
    """Return the Catmull-Rom weights (steps, 4) of four points in a row."""
    t = np.arange(steps) / steps
    return 0.5 * np.stack(
        [
            -t + 2 * t**2 - t**3,
            2 - 5 * t**2 + 3 * t**3,
            t + 4 * t**2 - 3 * t**3,
            -(t**2) + t**3,
        ],
        axis=1,
    )


@lru_cache
def _circle(points):
    turn = np.arange(points) * (2 * np.pi / points)
    return np.stack([np.cos(turn), np.sin(turn)], axis=1)


def ellipse(x, y, width, height, angle=0.0, points=24):
    """Return the outline (points, 2) of an ellipse with these half axes."""
    cosine = math.cos(angle)
    sine = math.sin(angle)
    axes = np.array([[width * cosine, width * sine], [-height * sine, height * cosine]])
    return _circle(points) @ axes + (x, y)


def mirrored(half):
    """Return a closed outline from its right half, which runs from top to bottom."""
    half = np.asarray(half, float)
    left = half[::-1] * (-1, 1)
    on_axis = np.isclose(left[:, 0], 0)
    return np.concatenate([half, left[~on_axis]])


def tapered(line, start, end):
    """Return the outline of a line (K, 2) whose width goes from ``start`` to ``end``."""
    along = np.gradient(line, axis=0)
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    across /= np.linalg.norm(across, axis=1, keepdims=True) + 1e-12
    half = np.linspace(start, end, len(line))[:, None] / 2
    tip = line[-1:] + along[-1:] / (np.linalg.norm(along[-1]) + 1e-12) * end / 2
    return np.concatenate([line + half * across, tip, (line - half * across)[::-1]])


def clouds(rng, size, cells):
    """Return smooth noise (size, size) in about [-1, 1], with ``cells`` bumps a side."""
    grid = rng.uniform(-1, 1, (cells + 3, cells + 3)).astype(np.float32)
    box = (1.0, 1.0, cells + 2.0, cells + 2.0)
    picture = Image.fromarray(grid).resize((size, size), Image.Resampling.BICUBIC, box=box)
    return np.asarray(picture)

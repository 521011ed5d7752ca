"""Fur: colors, patterns and light.  Cats and dogs wear the same ones, so color tells nothing."""

import math

import numpy as np

from cnnlib.datasets.drawn.painter import clouds

FURS = np.array(
    [
        (0.84, 0.52, 0.24),  # ginger
        (0.93, 0.83, 0.66),  # cream
        (0.95, 0.93, 0.90),  # white
        (0.58, 0.59, 0.62),  # gray
        (0.20, 0.20, 0.23),  # black
        (0.47, 0.31, 0.20),  # brown
        (0.75, 0.57, 0.38),  # tan
        (0.31, 0.21, 0.16),  # chocolate
    ],
    np.float32,
)
PATTERNS = ("plain", "stripes", "patches", "spots", "shaded")
IRISES = np.array(
    [(0.85, 0.62, 0.15), (0.45, 0.65, 0.25), (0.30, 0.55, 0.75), (0.42, 0.25, 0.10)], np.float32
)
NOSES = np.array([(0.12, 0.10, 0.11), (0.30, 0.18, 0.15), (0.80, 0.48, 0.47)], np.float32)
PINK = np.array((0.90, 0.60, 0.58), np.float32)
INK = np.array((0.10, 0.08, 0.08), np.float32)

CONTOUR = 0.07  # width of an outline, in units of a head


class Coat:
    """The fur of one animal.

    Attributes
    ----------
    main, second : ndarray of shape (3,)
        Colors of the fur and of its pattern.
    pale : ndarray of shape (3,)
        Of muzzle, chest and paws.
    outline : ndarray of shape (3,)
        Darker than the fur, for contours.
    """

    def __init__(self, rng):
        main, second = rng.choice(len(FURS), 2, replace=False)
        self.main = self._jittered(FURS[main], rng)
        self.second = self._jittered(FURS[second], rng)
        has_pale = rng.random() < 0.55
        self.pale = self._jittered(FURS[2], rng) if has_pale else self.main * 0.6 + 0.38
        self.outline = self.main * 0.45
        self.pattern = PATTERNS[rng.integers(len(PATTERNS))]
        self.iris = IRISES[rng.integers(len(IRISES))]
        self.nose = NOSES[rng.integers(len(NOSES))]
        self.waves = rng.uniform(4.5, 7.5)
        self.phase = rng.uniform(0, 2 * np.pi)
        angle = rng.uniform(0, 2 * np.pi)
        self.light = (0.16 * math.cos(angle), -0.16 * (abs(math.sin(angle)) + 0.3))

    @staticmethod
    def _jittered(color, rng):
        changed = color * rng.uniform(0.85, 1.1) + rng.uniform(-0.03, 0.03, 3)
        return changed.clip(0.05, 1).astype(np.float32)

    def texture(self, canvas, frame, rng, radius=1.0):
        """Return the fur (size, size, 3) of a part that reaches ``radius`` units from its frame."""
        u, v = frame.local(canvas.x, canvas.y)
        noise = clouds(rng, canvas.size, max(3, round(1.3 / frame.scale)))
        amount = self._pattern(u / radius, v / radius, noise)[..., None]
        fur = self.main + amount * (self.second - self.main)  # (size, size, 3)
        hairs = clouds(rng, canvas.size, max(6, round(7 / frame.scale)))
        light = 1 + (u * self.light[0] + v * self.light[1]) / radius + 0.05 * hairs
        return (fur * light[..., None]).clip(0, 1)

    def _pattern(self, u, v, noise):
        """Return the share of the second color, in [0, 1]."""
        if self.pattern == "stripes":
            bent = v + 0.35 * np.abs(u) + 0.18 * noise
            return _step(np.sin(self.waves * bent * 2 + self.phase) - 0.25, 0.35) * 0.85
        if self.pattern == "patches":
            return _step(noise - 0.12, 0.08)
        if self.pattern == "spots":
            dots = np.sin(self.waves * u * 1.6 + self.phase + noise)
            dots = dots * np.sin(self.waves * v * 1.6 + noise)
            return _step(dots - 0.45, 0.15) * 0.9
        if self.pattern == "shaded":
            return np.clip(0.5 + 0.55 * v + 0.15 * noise, 0, 1)
        return np.zeros_like(u)


def paint_part(canvas, frame, outlines, texture, coat, contour=CONTOUR, open_top=False):
    """Paint parts of an animal with darker contours, open at the top where a part grows out."""
    outlines = outlines if isinstance(outlines, list) else [outlines]
    placed = [frame.place(outline) for outline in outlines]
    canvas.fill(placed, texture, solid=True)
    lines = placed if open_top else [np.concatenate([line, line[:1]]) for line in placed]
    canvas.stroke(lines, contour * frame.scale, coat.outline, 0.75)


def blend(texture, color, amount):
    """Return a texture (size, size, 3) moved towards a color by a share (size, size)."""
    return texture + amount[..., None] * (color - texture)


def soft_spot(u, v, x, y, width, height):
    """Return 1 inside an ellipse with a soft edge, 0 outside; u and v are a part's coordinates."""
    reach = ((u - float(x)) / width) ** 2 + ((v - float(y)) / height) ** 2
    return _step(1 - reach, 0.35)


def _step(values, softness):
    return np.clip(values / softness + 0.5, 0, 1)

"""What a region looks like: its size, its box, and histograms of its colors and textures.

Two regions that become one need no second look at the image: sizes add up, boxes are joined, and
histograms are averaged with the sizes as weights. J. Uijlings et al., "Selective search for object
recognition", 2013. Taught in chapter 10.
"""

from dataclasses import dataclass

import numpy as np

COLOR_BINS = 25  # of each channel
TEXTURE_BINS = 10  # of each channel and direction
DIRECTIONS = 8


@dataclass
class RegionTable:
    """One row for each region, and room for those that grouping will make of them."""

    sizes: np.ndarray  # (R,), pixels
    corners: np.ndarray  # (R, 4): x1, y1, x2, y2
    colors: np.ndarray  # (R, C * COLOR_BINS), each channel sums to 1/C
    textures: np.ndarray  # (R, C * DIRECTIONS * TEXTURE_BINS), sums to 1

    @classmethod
    def of(cls, image, labels):
        """Describe the regions of a segmentation.

        Parameters
        ----------
        image : ndarray of shape (C, H, W)
            Channels from 0 to 1.
        labels : ndarray of int of shape (H, W)
            The region of every pixel: 0, 1, ..., R - 1, each at least once.
        """
        count = int(labels.max()) + 1
        sizes = np.bincount(labels.ravel(), minlength=count)
        colors = [_histograms(channel, labels, COLOR_BINS) for channel in image]
        textures = [_histograms(map_, labels, TEXTURE_BINS) for map_ in _derivatives(image)]
        table = cls(sizes, _boxes(labels), np.hstack(colors), np.hstack(textures))
        table.colors /= table.colors.sum(axis=1, keepdims=True)
        table.textures /= table.textures.sum(axis=1, keepdims=True)
        return table

    def with_room(self, rows):
        """Return a table with as many more rows, all of them 0."""
        return RegionTable(
            _lengthened(self.sizes, rows),
            _lengthened(self.corners, rows),
            _lengthened(self.colors, rows),
            _lengthened(self.textures, rows),
        )

    def join(self, a, b, target):
        """Write the union of regions `a` and `b` into row `target`."""
        share = self.sizes[a] / (self.sizes[a] + self.sizes[b])
        self.sizes[target] = self.sizes[a] + self.sizes[b]
        self.corners[target] = joined_boxes(self.corners[a], self.corners[b])
        self.colors[target] = share * self.colors[a] + (1 - share) * self.colors[b]
        self.textures[target] = share * self.textures[a] + (1 - share) * self.textures[b]


def joined_boxes(a, b):
    """Return the smallest boxes around two, (..., 4)."""
    low, high = np.minimum(a[..., :2], b[..., :2]), np.maximum(a[..., 2:], b[..., 2:])
    return np.concatenate([low, high], axis=-1)


def _lengthened(column, rows):
    """Return an array with that many more rows of zeros."""
    return np.concatenate([column, np.zeros((rows, *column.shape[1:]), column.dtype)])


def _boxes(labels):
    """Return the box around each region, (R, 4): x1, y1, x2, y2 with the last pixel inside."""
    count = int(labels.max()) + 1
    corners = np.empty((count, 4), np.int64)
    corners[:, :2], corners[:, 2:] = max(labels.shape), 0
    rows, columns = np.indices(labels.shape)
    for axis, places in enumerate((columns, rows)):
        np.minimum.at(corners[:, axis], labels.ravel(), places.ravel())
        np.maximum.at(corners[:, 2 + axis], labels.ravel(), places.ravel() + 1)
    return corners


def _histograms(values, labels, bins):
    """Count values from 0 to 1 within each region, (R, bins)."""
    count = int(labels.max()) + 1
    cells = np.minimum((values * bins).astype(np.int64), bins - 1)
    counts = np.bincount((labels * bins + cells).ravel(), minlength=count * bins)
    return counts.reshape(count, bins).astype(np.float64)


def _derivatives(image):
    """Yield, for each channel and direction, how steeply it rises there, from 0 to 1."""
    from skimage.filters import gaussian

    smooth = gaussian(image, sigma=1, channel_axis=0)
    down, right = _slope(smooth, axis=1), _slope(smooth, axis=2)  # each (C, H, W)
    steepest = max(np.hypot(down, right).max(), 1e-6)
    for angle in 2 * np.pi * np.arange(DIRECTIONS) / DIRECTIONS:
        slope = np.cos(angle) * right + np.sin(angle) * down
        yield from np.clip(slope / steepest, 0, 1)


def _slope(image, axis):
    """Return the derivative along an axis; an image of one row or column has none."""
    return np.gradient(image, axis=axis) if image.shape[axis] > 1 else np.zeros_like(image)

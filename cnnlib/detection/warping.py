"""Warping: every region, whatever its shape, becomes an image of the size that a network takes.

The box is enlarged first, so that around it the warped image shows `padding` pixels of what lies
there: on 227 pixels with a padding of 16, the box itself fills 195. Height and width are stretched
separately. Beyond the border of the image stands its mean color. R. Girshick et al., "Rich feature
hierarchies for accurate object detection and semantic segmentation", 2014, appendix A. A warp is
RoI align with a bin for every pixel. Taught in chapter 10.
"""

import numpy as np

from cnnlib.detection import arguments
from cnnlib.detection.roi_align import roi_align
from cnnlib.integers import integer


def warp_boxes(image, boxes, size=227, padding=16, sampling_ratio=-1):
    """Cut boxes out of an image, with context, and stretch each to one size.

    Parameters
    ----------
    image : array_like of shape (C, H, W)
        Float32 or float64.
    boxes : array_like of shape (K, 4)
        Corners x1, y1, x2, y2, each box with an area.
    size : int, optional
        Rows and columns of the warped images.
    padding : int, optional
        Their pixels on each side that show what lies around the box; less than half of `size`.
    sampling_ratio : int, optional
        Bilinear samples for each pixel and axis; -1: as many as a pixel covers in the image, 1 is
        plain bilinear interpolation, which skips pixels where a large box becomes small.

    Returns
    -------
    ndarray of shape (K, C, size, size)

    Raises
    ------
    ValueError, TypeError
        If `image` or `boxes` do not fit, a box has no area, or the padding leaves nothing of it.

    Examples
    --------
    >>> image = np.arange(16.0).reshape(1, 4, 4)
    >>> warp_boxes(image, [[1, 1, 3, 3]], size=2, padding=0)[0, 0]
    array([[ 5.,  6.],
           [ 9., 10.]])
    >>> warp_boxes(image, [[1, 1, 3, 3]], size=4, padding=1)[0, 0, 0]
    array([0., 1., 2., 3.])
    """
    image, boxes, size, padding = _checked(image, boxes, size, padding)
    mean = image.mean(axis=(1, 2), dtype=np.float64).astype(image.dtype)[:, None, None]
    rois = np.column_stack([np.zeros(len(boxes)), with_context(boxes, size, padding)])
    crops = roi_align(
        (image - mean)[None],  # what lies outside counts as 0
        rois.astype(image.dtype),
        size,
        sampling_ratio=sampling_ratio,
        aligned=True,
    )
    return crops + mean


def warp_boxes_naive(image, boxes, size=227, padding=16):
    """Compute `warp_boxes` with `sampling_ratio` 1, pixel by pixel.

    Takes and returns what `warp_boxes` does; meant for reading, and for tests.

    Examples
    --------
    >>> image = np.arange(16.0).reshape(1, 4, 4)
    >>> warp_boxes_naive(image, [[1, 1, 3, 3]], size=2, padding=0)[0, 0].tolist()
    [[5.0, 6.0], [9.0, 10.0]]
    """
    image, boxes, size, padding = _checked(image, boxes, size, padding)
    height, width = image.shape[1:]
    result = np.empty((len(boxes), len(image), size, size), image.dtype)
    for k, (x1, y1, x2, y2) in enumerate(with_context(boxes, size, padding)):
        for a, b in np.ndindex(size, size):
            y = y1 + (a + 0.5) * (y2 - y1) / size - 0.5  # a pixel's center lies at half a unit
            x = x1 + (b + 0.5) * (x2 - x1) / size - 0.5
            if not (-1 <= y <= height and -1 <= x <= width):
                result[k, :, a, b] = image.mean(axis=(1, 2), dtype=np.float64)
                continue
            y, x = np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)
            row, column = min(int(y), max(height - 2, 0)), min(int(x), max(width - 2, 0))
            square = image[:, row : row + 2, column : column + 2]  # (C, 2, 2), less at a border
            down = np.array([1 - (y - row), y - row])[: square.shape[1]]
            right = np.array([1 - (x - column), x - column])[: square.shape[2]]
            result[k, :, a, b] = down @ square @ right
    return result


def with_context(boxes, size, padding):
    """Enlarge boxes so that on `size` warped pixels `padding` on each side lie outside of them.

    Parameters
    ----------
    boxes : array_like of shape (K, 4)
    size : int
    padding : int

    Returns
    -------
    ndarray of shape (K, 4)

    Raises
    ------
    ValueError, TypeError
        If `boxes` are no corners, or the padding leaves nothing of a box.

    Examples
    --------
    >>> with_context([[10, 10, 205, 400]], size=227, padding=16)
    array([[ -6., -22., 221., 432.]])
    """
    boxes = arguments.boxes(boxes)
    _require_room(size, padding)
    margin = (boxes[:, 2:] - boxes[:, :2]) * (padding / (size - 2 * padding))
    return np.hstack([boxes[:, :2] - margin, boxes[:, 2:] + margin])


def _require_room(size, padding):
    """Refuse a padding that fills the warped image."""
    size = integer(size, "size", minimum=1)
    if 2 * integer(padding, "padding", minimum=0) >= size:
        raise ValueError(f"padding must be less than half of size, got {padding} for {size}")


def _checked(image, boxes, size, padding):
    """Check the arguments of warping."""
    image = arguments.floats(image, "image")
    if image.ndim != 3 or 0 in image.shape:
        raise ValueError(f"image must have the shape (C, H, W), none of them 0, got {image.shape}")
    arguments.require_finite(image, "image")
    boxes = arguments.boxes_with_area(boxes)
    _require_room(size, padding)
    return image, boxes, int(size), int(padding)

"""What every function on boxes asks of its arguments, and what it says when it does not get it.

A box is (x1, y1, x2, y2): its left, upper, right and lower side, x to the right and y down. The
sides are places on a ruler, not pixels, so a box of one pixel at (3, 5) is (3, 5, 4, 6).
"""

from numbers import Real

import numpy as np

from cnnlib.integers import LIMIT, shown
from cnnlib.ops import arguments


def boxes(value, name="boxes"):
    """Return corners as a float array (K, 4); integers become float64."""
    result = _four_columns(value, name, "x1, y1, x2, y2")
    _ordered(result, name)
    return result


def boxes_with_area(value, name="boxes"):
    """Return corners as a float array (K, 4), no two sides of a box in one place."""
    result = boxes(value, name)
    flat = (result[:, 2:] == result[:, :2]).any(axis=1)
    if flat.any():
        place = int(np.argmax(flat))
        raise ValueError(f"{name}[{place}] has no area: x2 must be above x1, and y2 above y1")
    return result


def sized_boxes(value, name, columns):
    """Return boxes whose last two columns are a size as a float array (K, 4)."""
    result = _four_columns(value, name, columns)
    if (result[:, 2:] < 0).any():
        place = int(np.argmax((result[:, 2:] < 0).any(axis=1)))
        row = ", ".join(f"{value:g}" for value in result[place])
        raise ValueError(f"{name}[{place}] has a width or height below 0: {columns} = {row}")
    return result


def rois(value, images, name="boxes"):
    """Return regions of interest as a float array (K, 5): the image's index, then the corners."""
    result = arguments.float_array(value, name)
    if result.ndim != 2 or result.shape[1] != 5:
        raise ValueError(
            f"{name} must have the shape (K, 5) with rows image, x1, y1, x2, y2, got "
            f"{result.shape}: boxes_to_rois makes them from a list of (K, 4) boxes"
        )
    _within_limits(result, name)
    index = result[:, 0]
    wrong = (index != np.floor(index)) | (index < 0) | (index >= images)
    if wrong.any():
        place = int(np.argmax(wrong))
        raise ValueError(
            f"{name}[{place}] names the image {index[place]:g}: the first column of {name} must "
            f"be a whole number from 0 to {images - 1}, since x holds {images}"
        )
    _ordered(result[:, 1:], name)
    return result


def scores(value, count, name="scores"):
    """Return one float a box, none of them NaN."""
    result = floats(value, name)
    arguments.require_same_shape(result, name, (count,), "one for each box")
    if np.isnan(result).any():
        raise ValueError(f"{name}[{int(np.argmax(np.isnan(result)))}] is NaN: it has no rank")
    return result


def labels(value, count, name):
    """Return one integer a box, as int64; any number of them if `count` is None."""
    result = arguments.as_array(value, name)
    if result.dtype.kind not in "iu" and result.size:
        raise TypeError(f"{name} must be integers, got {result.dtype}")
    expected = (result.size if count is None else count,)
    arguments.require_same_shape(result, name, expected, "one for each box")
    return result.astype(np.int64)


def real(value, name):
    """Return a finite number as a float; True, "1" and NaN are none."""
    spurious = isinstance(value, (bool, np.timedelta64))
    if spurious or not isinstance(value, Real):
        raise TypeError(f"{name} must be a number, got {shown(value)} ({type(value).__name__})")
    if not abs(value) < LIMIT:
        raise ValueError(f"{name} must be a finite number below {LIMIT}, got {shown(value)}")
    return float(value)


def fraction(value, name):
    """Return a number from 0 to 1, as a threshold on IoU is."""
    result = real(value, name)
    if not 0 <= result <= 1:
        raise ValueError(f"{name} must be from 0 to 1, as IoU is, got {result:g}")
    return result


def positive(value, name):
    """Return a number above 0, such as a scale."""
    result = real(value, name)
    if not result > 0:
        raise ValueError(f"{name} must be above 0, got {result:g}")
    return result


def feature_maps(value, name="x"):
    """Return feature maps (N, C, H, W): float, finite and not empty, since bins need a value."""
    result = arguments.float_array_of_rank(value, name, 4, "(N, C, H, W)")
    if 0 in result.shape:
        raise ValueError(f"{name} must not be empty, got {result.shape}")
    require_finite(result, name)
    return result


def color_image(value, name="image"):
    """Return one color image (3, H, W) from 0 to 1 as float64."""
    result = floats(value, name)
    if result.ndim != 3 or result.shape[0] != 3 or 0 in result.shape:
        raise ValueError(f"{name} must have the shape (3, H, W), got {result.shape}")
    if not (result.min() >= 0 and result.max() <= 1):
        raise ValueError(f"{name} must be from 0 to 1, got {result.min():g} to {result.max():g}")
    return result.astype(np.float64)


def require_finite(values, name):
    """Refuse NaN and infinity: a maximum or a weighted sum would spread them."""
    if not np.isfinite(values).all():
        raise ValueError(f"{name} holds NaN or an infinite value")


def _four_columns(value, name, columns):
    """Return finite floats (K, 4), or say which columns were expected."""
    result = floats(value, name)
    if result.ndim != 2 or result.shape[1] != 4:
        raise ValueError(
            f"{name} must have the shape (K, 4) with rows {columns}, got {result.shape}; "
            f"one box is [[{columns}]], no box np.zeros((0, 4))"
        )
    _within_limits(result, name)
    return result


def floats(value, name):
    """Return a float array; integers, as annotators write them, become float64."""
    result = arguments.as_array(value, name)
    if result.dtype.kind in "iu":
        return result.astype(np.float64)
    return arguments.float_array(result, name)


def _within_limits(values, name):
    """Refuse NaN, infinity, and coordinates so large that areas lose their digits."""
    wrong = ~(np.abs(values) < LIMIT)
    if wrong.any():
        row, column = (int(place[0]) for place in np.nonzero(wrong))
        raise ValueError(
            f"{name}[{row}] holds {values[row, column]}: coordinates must be finite and below "
            f"{LIMIT}"
        )


def _ordered(corners, name):
    """Refuse a right side left of the left one, or a lower side above the upper one."""
    wrong = corners[:, 2:] < corners[:, :2]  # (K, 2): along x, along y
    if wrong.any():
        place = int(np.argmax(wrong.any(axis=1)))
        axis = "x" if wrong[place, 0] else "y"
        row = ", ".join(f"{side:g}" for side in corners[place])
        raise ValueError(
            f"{name}[{place}] has {axis}2 < {axis}1: ({row}). Boxes are corners x1, y1, x2, y2; "
            f"if these are x, y, width, height, call box_convert(boxes, 'xywh', 'xyxy') first"
        )

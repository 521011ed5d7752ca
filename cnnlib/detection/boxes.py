"""Boxes: their area, how much two of them overlap, and other ways to write them.

    IoU(a, b) = area of a ∩ b / area of a ∪ b

Names and argument order are those of ``torchvision.ops``. P. Jaccard, "The distribution of the
flora in the alpine zone", 1912, divides so for sets; M. Everingham et al., "The PASCAL visual
object classes (VOC) challenge", 2010, for boxes. Taught in chapter 10.
"""

import numpy as np

from cnnlib.detection import arguments
from cnnlib.integers import shown
from cnnlib.shapes import pair

FORMATS = {
    "xyxy": "x1, y1, x2, y2",
    "xywh": "x, y, width, height",
    "cxcywh": "center x, center y, width, height",
}


def box_area(boxes):
    """Compute the area of each box.

    Parameters
    ----------
    boxes : array_like of shape (K, 4)
        Corners x1, y1, x2, y2.

    Returns
    -------
    ndarray of shape (K,)

    Raises
    ------
    ValueError, TypeError
        If `boxes` are no corners.

    Examples
    --------
    >>> box_area([[0, 0, 4, 3]])
    array([12.])
    """
    boxes = arguments.boxes(boxes)
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def box_iou(a, b):
    """Compute the intersection over union of every box of `a` with every box of `b`.

    Parameters
    ----------
    a : array_like of shape (K, 4)
        Corners x1, y1, x2, y2.
    b : array_like of shape (L, 4)

    Returns
    -------
    ndarray of shape (K, L)
        From 0 to 1. Two boxes without area have 0, where torchvision divides 0 by 0.

    Raises
    ------
    ValueError, TypeError
        If `a` or `b` are no corners.

    Examples
    --------
    >>> box_iou([[0, 0, 4, 4]], [[2, 0, 6, 4], [4, 0, 8, 4]]).round(3)
    array([[0.333, 0.   ]])
    """
    a, b = arguments.boxes(a, "a"), arguments.boxes(b, "b")
    low = np.maximum(a[:, None, :2], b[None, :, :2])  # (K, L, 2)
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    sides = np.maximum(high - low, 0)
    shared = sides[..., 0] * sides[..., 1]  # (K, L)
    union = box_area(a)[:, None] + box_area(b)[None, :] - shared
    return np.divide(shared, union, out=np.zeros_like(union), where=union > 0)


def box_iou_naive(a, b):
    """Compute `box_iou` pair by pair.

    Takes and returns what `box_iou` does; meant for reading, and for tests.

    Examples
    --------
    >>> box_iou_naive([[0, 0, 4, 4]], [[2, 0, 6, 4]]).round(3)
    array([[0.333]])
    """
    a, b = arguments.boxes(a, "a"), arguments.boxes(b, "b")
    result = np.zeros((len(a), len(b)), np.result_type(a, b))
    for k, left in enumerate(a):
        for m, right in enumerate(b):
            width = min(left[2], right[2]) - max(left[0], right[0])
            height = min(left[3], right[3]) - max(left[1], right[1])
            if width > 0 and height > 0:
                areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (left, right)]
                result[k, m] = width * height / (sum(areas) - width * height)
    return result


def box_convert(boxes, in_fmt, out_fmt):
    """Write boxes in another form.

    Parameters
    ----------
    boxes : array_like of shape (K, 4)
    in_fmt, out_fmt : {"xyxy", "xywh", "cxcywh"}
        Corners; corner and size; center and size.

    Returns
    -------
    ndarray of shape (K, 4)

    Raises
    ------
    ValueError, TypeError
        If a form is unknown, or `boxes` are not of the form `in_fmt`: a size is below 0.

    Examples
    --------
    >>> box_convert([[10, 20, 30, 40]], "xywh", "xyxy")
    array([[10., 20., 40., 60.]])
    """
    for name, form in (("in_fmt", in_fmt), ("out_fmt", out_fmt)):
        if not isinstance(form, str) or form not in FORMATS:
            raise ValueError(f"{name} must be one of {', '.join(FORMATS)}, got {shown(form)}")
    corners = _corners(boxes, in_fmt)
    low, high = corners[:, :2], corners[:, 2:]
    if out_fmt == "xywh":
        return np.hstack([low, high - low])
    if out_fmt == "cxcywh":
        return np.hstack([(low + high) / 2, high - low])
    return corners


def clip_boxes_to_image(boxes, size):
    """Cut off what lies outside of an image.

    Parameters
    ----------
    boxes : array_like of shape (K, 4)
    size : int or (int, int)
        Rows and columns of the image.

    Returns
    -------
    ndarray of shape (K, 4)
        A box that lies outside altogether becomes one without area on the border.

    Raises
    ------
    ValueError, TypeError
        If `boxes` are no corners or `size` is not positive.

    Examples
    --------
    >>> clip_boxes_to_image([[-5, 2, 7, 99]], (10, 6))
    array([[ 0.,  2.,  6., 10.]])
    """
    boxes = arguments.boxes(boxes)
    rows, columns = pair(size, "size")
    return np.clip(boxes, 0, np.array([columns, rows, columns, rows], boxes.dtype))


def boxes_to_rois(boxes):
    """Write the boxes of several images as one array, each with the index of its image.

    Parameters
    ----------
    boxes : list of array_like of shape (K_n, 4)
        One entry for each image.

    Returns
    -------
    ndarray of shape (K, 5)
        Rows image, x1, y1, x2, y2: what `roi_pool` and `roi_align` take.

    Raises
    ------
    ValueError, TypeError
        If `boxes` is no list, or an entry holds no corners.

    Examples
    --------
    >>> boxes_to_rois([[[0, 0, 4, 4]], [[1, 1, 2, 2], [0, 0, 3, 3]]])
    array([[0., 0., 0., 4., 4.],
           [1., 1., 1., 2., 2.],
           [1., 0., 0., 3., 3.]])
    """
    if not isinstance(boxes, (list, tuple)):
        raise TypeError(f"boxes must be a list with one array for each image, got {shown(boxes)}")
    entries = [arguments.boxes(entry, f"boxes[{n}]") for n, entry in enumerate(boxes)]
    if not entries:
        return np.zeros((0, 5))
    corners = np.vstack(entries)
    index = np.repeat(np.arange(len(entries)), [len(entry) for entry in entries])
    return np.column_stack([index.astype(corners.dtype), corners])


def _corners(boxes, form):
    """Read boxes of a form as corners, after a look at whether they are of that form."""
    if form == "xyxy":
        return arguments.boxes(boxes)
    values = arguments.sized_boxes(boxes, "boxes", FORMATS[form])
    place, size = values[:, :2], values[:, 2:]
    low = place if form == "xywh" else place - size / 2
    return np.hstack([low, low + size])

"""Box regression: how far, and by which factor, a proposal must move to become the true box.

    dx = (x of the truth - x of the proposal) / width of the proposal,   dw = log(width / width)

with x the center, and dy, dh alike. Such targets depend neither on the place nor on the size of a
proposal, so one linear layer can learn them. R. Girshick et al., "Rich feature hierarchies for
accurate object detection and semantic segmentation", 2014, appendix C. Taught in chapter 10.
"""

import math

import numpy as np

from cnnlib.detection import arguments
from cnnlib.detection.boxes import box_convert
from cnnlib.ops.arguments import require_same_shape

LARGEST_LOG = math.log(1000 / 16)  # torchvision's bound: no side grows by more than 62.5 times


def encode_boxes(reference_boxes, proposals):
    """Compute the targets dx, dy, dw, dh that turn proposals into reference boxes.

    Parameters
    ----------
    reference_boxes : array_like of shape (K, 4)
        The true box of each proposal.
    proposals : array_like of shape (K, 4)

    Returns
    -------
    ndarray of shape (K, 4)

    Raises
    ------
    ValueError, TypeError
        If the boxes are no corners, not as many, or one has no area.

    Examples
    --------
    >>> encode_boxes([[10, 0, 30, 20]], [[0, 0, 20, 10]]).round(3)
    array([[0.5  , 0.5  , 0.   , 0.693]])
    """
    reference = _centers(reference_boxes, "reference_boxes")
    proposed = _centers(proposals, "proposals")
    require_same_shape(reference, "reference_boxes", proposed.shape, "one for each proposal")
    shift = (reference[:, :2] - proposed[:, :2]) / proposed[:, 2:]
    return np.hstack([shift, np.log(reference[:, 2:] / proposed[:, 2:])])


def decode_boxes(rel_codes, proposals):
    """Move and stretch proposals by dx, dy, dw, dh: the inverse of `encode_boxes`.

    Parameters
    ----------
    rel_codes : array_like of shape (K, 4)
        Rows dx, dy, dw, dh.
    proposals : array_like of shape (K, 4)

    Returns
    -------
    ndarray of shape (K, 4)
        A side grows by no more than 1000/16 times, as in torchvision.

    Raises
    ------
    ValueError, TypeError
        If `proposals` are no corners, `rel_codes` are not as many, or not finite.

    Examples
    --------
    >>> decode_boxes([[0.5, 0.5, 0.0, np.log(2)]], [[0, 0, 20, 10]])
    array([[10.,  0., 30., 20.]])
    """
    proposed = _centers(proposals, "proposals")
    codes = arguments.floats(rel_codes, "rel_codes")
    require_same_shape(codes, "rel_codes", proposed.shape, "one row for each proposal")
    arguments.require_finite(codes, "rel_codes")
    center = proposed[:, :2] + codes[:, :2] * proposed[:, 2:]
    size = proposed[:, 2:] * np.exp(np.minimum(codes[:, 2:], LARGEST_LOG))
    return np.hstack([center - size / 2, center + size / 2])


def _centers(boxes, name):
    """Return boxes as center and size, each with an area."""
    return box_convert(arguments.boxes_with_area(boxes, name), "xyxy", "cxcywh")

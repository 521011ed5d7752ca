"""Region proposals: boxes that may hold an object, found without knowing any object.

A segmentation gives a few hundred regions of even color, grouping makes a tree of them, and each
node of the tree gives a box. Several segmentations, in other colors and finer or coarser, catch
what one misses. J. Uijlings et al., "Selective search for object recognition", 2013; segments by
P. Felzenszwalb and D. Huttenlocher, "Efficient graph-based image segmentation", 2004. Taught in
chapter 10.
"""

import numpy as np

from cnnlib.detection import arguments
from cnnlib.detection.boxes import box_iou
from cnnlib.detection.grouping import PARTS, group_regions
from cnnlib.integers import integer, shown

STRATEGIES = (PARTS, ("texture", "size", "fill"))
COLORS = ("hsv", "lab", "rgb", "gray")


def propose_regions(
    image, scales=(50, 100), colors=("hsv", "lab"), strategies=STRATEGIES, min_size=None, min_side=0
):
    """Propose boxes that may hold an object.

    Parameters
    ----------
    image : array_like of shape (3, H, W)
        Red, green and blue from 0 to 1.
    scales : sequence of float, optional
        How coarse each segmentation is.
    colors : sequence of {"hsv", "lab", "rgb", "gray"}, optional
        Color spaces in which to segment and compare.
    strategies : sequence of sequences, optional
        Parts of similarity, as `group_regions` takes them, of each grouping.
    min_size : int, optional
        Smallest segment in pixels; by default that of the scale.
    min_side : float, optional
        Leave out boxes that are narrower or lower.

    Returns
    -------
    ndarray of float64 of shape (K, 4)
        Boxes, none twice; those from higher up in the trees come first.

    Raises
    ------
    ValueError, TypeError
        If `image` is no color image, or an option is empty or unknown.

    Examples
    --------
    >>> image = np.zeros((3, 40, 60))
    >>> image[0, 10:30, 20:50] = 1.0  # a red rectangle on black
    >>> [20.0, 10.0, 50.0, 30.0] in propose_regions(image).tolist()
    True
    """
    from skimage.segmentation import felzenszwalb  # takes its time, so only when segments are made

    image = arguments.color_image(image)
    ranked = []
    for space in _choices(colors, "colors", COLORS):
        channels = in_color_space(image, space)
        for scale in _scales(scales):
            smallest = int(scale) if min_size is None else integer(min_size, "min_size", minimum=1)
            labels = felzenszwalb(channels, scale, min_size=smallest, channel_axis=0)
            for parts in _choices(strategies, "strategies"):
                boxes, _ = group_regions(channels, labels, parts)
                ranked.append(boxes[::-1])  # the whole image first
    return _first_occurrences(_interleaved(ranked), arguments.real(min_side, "min_side"))


def proposal_recall(proposals, truths, iou_threshold=0.5):
    """Compute the share of true boxes that some proposal overlaps enough.

    Parameters
    ----------
    proposals : list of array_like of shape (K, 4)
        One entry for each image.
    truths : list of array_like of shape (L, 4)
    iou_threshold : float, optional

    Returns
    -------
    float
        From 0 to 1: no detector that only chooses among the proposals can find more.

    Raises
    ------
    ValueError, TypeError
        If the lists differ in length, hold no true box, or an entry holds no boxes.

    Examples
    --------
    >>> proposal_recall([[[0, 0, 4, 4]]], [[[0, 0, 4, 5], [8, 8, 9, 9]]])
    0.5
    """
    threshold = arguments.fraction(iou_threshold, "iou_threshold")
    for name, value in (("proposals", proposals), ("truths", truths)):
        if not isinstance(value, (list, tuple)):
            raise TypeError(f"{name} must be a list, one entry for each image, got {shown(value)}")
    if len(proposals) != len(truths):
        raise ValueError(
            f"proposals and truths must have one entry for each image, "
            f"got {len(proposals)} and {len(truths)}"
        )
    best = [np.zeros(0)]
    for n, (boxes, true) in enumerate(zip(proposals, truths, strict=True)):
        boxes = arguments.boxes(boxes, f"proposals[{n}]")
        true = arguments.boxes(true, f"truths[{n}]")
        best.append(box_iou(true, boxes).max(axis=1, initial=0.0))
    best = np.concatenate(best)
    if not best.size:
        raise ValueError("truths hold no box: without one, recall means nothing")
    return float(np.mean(best >= threshold))


def in_color_space(image, space):
    """Return an RGB image in another color space, each channel from 0 to 1.

    Parameters
    ----------
    image : ndarray of shape (3, H, W)
        From 0 to 1.
    space : {"hsv", "lab", "rgb", "gray"}

    Returns
    -------
    ndarray of float64 of shape (3, H, W), (1, H, W) for gray
    """
    from skimage.color import rgb2gray, rgb2hsv, rgb2lab

    if space == "rgb":
        return image
    if space == "gray":
        return np.clip(rgb2gray(image, channel_axis=0)[None], 0, 1)
    if space == "hsv":
        return np.clip(rgb2hsv(image, channel_axis=0), 0, 1)
    lab = rgb2lab(image, channel_axis=0)  # L from 0 to 100, a and b within ±128
    low, width = np.array([0.0, -128, -128]), np.array([100.0, 256, 256])
    return np.clip((lab - low[:, None, None]) / width[:, None, None], 0, 1)


def _scales(scales):
    """Return the scales as positive numbers."""
    return [arguments.positive(scale, "scales") for scale in _choices(scales, "scales")]


def _choices(values, name, known=None):
    """Return a non-empty sequence of options, each known if there is a list of the known ones."""
    if not isinstance(values, (list, tuple)) or not values:
        raise ValueError(f"{name} must be a list with at least one entry, got {shown(values)}")
    unknown = [value for value in values if known and value not in known]
    if unknown:
        raise ValueError(f"{name} must be some of {', '.join(known)}, got {shown(unknown[0])}")
    return values


def _interleaved(lists):
    """Join arrays of boxes, by turns one box of each, the first boxes first."""
    rank = np.concatenate([np.arange(len(boxes)) for boxes in lists])
    return np.concatenate(lists)[np.argsort(rank, kind="stable")]


def _first_occurrences(boxes, min_side):
    """Leave out boxes that came before, and small ones."""
    _, first = np.unique(boxes, axis=0, return_index=True)
    boxes = boxes[np.sort(first)]
    return boxes[(boxes[:, 2:] - boxes[:, :2] >= min_side).all(axis=1)]

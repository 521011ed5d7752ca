"""A detector without a network: every spot in the color of a class is taken for an object.

    mask of a class = pixels closer to its color than a tolerance;  boxes = around its spots

It is what a learned detector has to beat: where objects have colors that nothing else has, it does
well, among clutter it does not. Taught in chapter 10.
"""

import numpy as np

from cnnlib.detection import arguments
from cnnlib.integers import integer, shown


def class_colors(images, truths):
    """Compute the mean color of every class, over the middle halves of its true boxes.

    Parameters
    ----------
    images : sequence of array_like of shape (3, H, W)
    truths : list of (boxes, labels)
        One entry for each image: array_like of shape (L, 4) and, integers from 1, (L,).

    Returns
    -------
    dict of int to ndarray of shape (3,)
        By rising label.

    Raises
    ------
    ValueError, TypeError
        If the lists differ in length, hold no box, or do not fit.

    Examples
    --------
    >>> image = np.zeros((3, 8, 8))
    >>> image[0, 2:6, 2:6] = 1.0
    >>> class_colors([image], [([[2, 2, 6, 6]], [1])])
    {1: array([1., 0., 0.])}
    """
    if not isinstance(truths, (list, tuple)) or len(truths) != len(images):
        raise ValueError(
            f"truths must be a list with one entry for each of {len(images)} images, "
            f"got {shown(truths)}"
        )
    sums, counts = {}, {}
    for n, (image, (boxes, labels)) in enumerate(zip(images, truths, strict=True)):
        boxes = arguments.boxes(boxes, f"truths[{n}][0]")
        for box, one in zip(boxes, arguments.labels(labels, len(boxes), "labels"), strict=True):
            pixels = _middle(np.asarray(image), box)
            sums[int(one)] = sums.get(int(one), 0) + pixels.sum(axis=(1, 2), dtype=np.float64)
            counts[int(one)] = counts.get(int(one), 0) + pixels[0].size
    if not sums:
        raise ValueError("truths hold no box, so no class has a color")
    return {one: sums[one] / counts[one] for one in sorted(sums)}


def detect_by_color(image, colors, tolerance=0.15, min_pixels=30):
    """Detect spots in the colors of the classes.

    Parameters
    ----------
    image : array_like of shape (3, H, W)
        From 0 to 1.
    colors : dict of int to array_like of shape (3,)
        As `class_colors` returns it.
    tolerance : float, optional
        Largest distance of a pixel to the color of the class, over red, green and blue.
    min_pixels : int, optional
        Smaller spots are dropped.

    Returns
    -------
    boxes : ndarray of float64 of shape (K, 4)
    scores : ndarray of float64 of shape (K,)
        From 0 to 1: how close the color of a spot is to that of the class.
    labels : ndarray of int64 of shape (K,)

    Raises
    ------
    ValueError, TypeError
        If `image` is no color image, or an option is out of range.

    Examples
    --------
    >>> image = np.zeros((3, 20, 20))
    >>> image[0, 4:10, 5:15] = 1.0
    >>> boxes, scores, labels = detect_by_color(image, {1: [1.0, 0.0, 0.0]})
    >>> boxes.tolist(), scores.tolist(), labels.tolist()
    ([[5.0, 4.0, 15.0, 10.0]], [1.0], [1])
    """
    from skimage.measure import label, regionprops  # a third of a second: only where it is needed

    image = arguments.color_image(image)
    tolerance = arguments.positive(tolerance, "tolerance")
    least = integer(min_pixels, "min_pixels", minimum=1)
    found = []
    for one, color in colors.items():
        distance = np.linalg.norm(image - np.reshape(color, (3, 1, 1)), axis=0)  # (H, W)
        spots = label(distance < tolerance, connectivity=1)
        for spot in regionprops(spots, intensity_image=distance):
            if spot.area >= least:
                top, left, bottom, right = spot.bbox
                score = 1 - spot.intensity_mean / tolerance
                found.append((left, top, right, bottom, score, one))
    table = np.array(found, np.float64).reshape(-1, 6)
    return table[:, :4], table[:, 4], table[:, 5].astype(np.int64)


def _middle(image, box):
    """Return the pixels of the middle half of a box, at least one."""
    x1, y1, x2, y2 = box
    left, top = int(x1 + (x2 - x1) / 4), int(y1 + (y2 - y1) / 4)
    right, bottom = max(int(x2 - (x2 - x1) / 4), left + 1), max(int(y2 - (y2 - y1) / 4), top + 1)
    return image[:, top:bottom, left:right]

"""Hierarchical grouping: join the two most similar neighbors, again and again, until one is left.

Objects come in all sizes, so every region on the way is worth a box. Similarity is a sum of up to
four parts, each from 0 to 1:

    color     Σ min(histogram of a, histogram of b)
    texture   the same for histograms of derivatives
    size      1 - (size of a + size of b) / size of image
    fill      1 - (size of the box around both - size of both) / size of image

so that small regions are joined early, and those that fit into each other. J. Uijlings et al.,
"Selective search for object recognition", 2013. Taught in chapter 10.
"""

import heapq

import numpy as np

from cnnlib.detection.region_table import RegionTable, joined_boxes
from cnnlib.integers import integer, shown

PARTS = ("color", "texture", "size", "fill")


def group_regions(image, labels, parts=PARTS):
    """Join the regions of a segmentation, two at a time, into a tree.

    Parameters
    ----------
    image : ndarray of shape (C, H, W)
        Channels from 0 to 1.
    labels : ndarray of int of shape (H, W)
        The region of every pixel: 0, 1, ..., R - 1, each at least once.
    parts : sequence of {"color", "texture", "size", "fill"}, optional
        What similarity is the sum of.

    Returns
    -------
    boxes : ndarray of float64 of shape (2 * R - 1, 4)
        Around every region: first the given ones, then those that were joined, in that order.
    joined : ndarray of int64 of shape (R - 1, 2)
        Which two regions, as rows of `boxes`, became region ``R + row``.

    Raises
    ------
    ValueError, TypeError
        If the shapes do not fit, labels leave a number out, or a part is unknown.

    Examples
    --------
    >>> labels = np.repeat([[0, 1, 2]], 2, axis=0)
    >>> image = np.array([0.1, 0.2, 0.9])[labels][None]
    >>> group_regions(image, labels, parts=["size"])[1]
    array([[0, 1],
           [2, 3]])
    """
    image, labels, parts = _checked(image, labels, parts)
    start = int(labels.max()) + 1
    table = RegionTable.of(image, labels).with_room(start - 1)
    neighbors = _neighbors(labels)
    waiting = []  # (-similarity, region, region), the most similar pair first
    for a, others in enumerate(neighbors):
        _push(waiting, table, a, [b for b in others if b > a], parts, labels.size)
    joined = np.empty((start - 1, 2), np.int64)
    gone = np.zeros(2 * start - 1, bool)
    for step in range(start - 1):
        _, a, b = heapq.heappop(waiting)
        while gone[a] or gone[b]:  # joined with others since the pair was pushed
            _, a, b = heapq.heappop(waiting)
        joined[step] = a, b
        gone[[a, b]] = True
        target = start + step
        table.join(a, b, target)
        around = {n for n in neighbors[a] | neighbors[b] if not gone[n]}
        neighbors.append(around)
        for n in around:
            neighbors[n].add(target)
        _push(waiting, table, target, sorted(around), parts, labels.size)
    return table.corners.astype(np.float64), joined


def group_regions_naive(image, labels, parts=PARTS):
    """Compute `group_regions` by comparing all pairs of neighbors anew at every step.

    Takes and returns what `group_regions` does; meant for reading, and for tests.

    Examples
    --------
    >>> labels = np.repeat([[0, 1, 2]], 2, axis=0)
    >>> image = np.array([0.1, 0.2, 0.9])[labels][None]
    >>> group_regions_naive(image, labels, parts=["color", "size"])[1].tolist()
    [[0, 1], [2, 3]]
    """
    image, labels, parts = _checked(image, labels, parts)
    start = int(labels.max()) + 1
    table = RegionTable.of(image, labels).with_room(start - 1)
    now, joined = labels.copy(), []  # the region of every pixel at this step
    for target in range(start, 2 * start - 1):
        values = {
            (a, b): similarity(table, a, np.array([b]), parts, labels.size)[0]
            for a, b in _touching(now)
        }
        a, b = min(values, key=lambda pair: (-values[pair], pair))
        table.join(a, b, target)
        now[(now == a) | (now == b)] = target
        joined.append((a, b))
    return table.corners.astype(np.float64), np.array(joined, np.int64).reshape(-1, 2)


def join_until(labels, joined, count):
    """Return the segmentation at the moment when `count` regions are left.

    Parameters
    ----------
    labels : ndarray of int of shape (H, W)
        The segmentation from which grouping started, R regions.
    joined : ndarray of int of shape (R - 1, 2)
        As `group_regions` returns it.
    count : int
        From 1 to R.

    Returns
    -------
    ndarray of int64 of shape (H, W)
        Regions 0 to count - 1.

    Raises
    ------
    ValueError, TypeError
        If `count` is out of range, or `joined` has not one row less than there are regions.

    Examples
    --------
    >>> join_until(np.array([[0, 1, 2]]), np.array([[1, 2], [0, 3]]), count=2)
    array([[0, 1, 1]])
    """
    labels, joined = np.asarray(labels), np.asarray(joined)
    start = int(labels.max()) + 1
    if joined.shape != (start - 1, 2):
        raise ValueError(f"joined must have the shape ({start - 1}, 2), got {joined.shape}")
    if integer(count, "count", minimum=1) > start:
        raise ValueError(f"count must be at most {start}, the regions of labels, got {count}")
    region = np.arange(2 * start - 1)  # which region each became
    for step, pair in enumerate(joined[: start - count]):
        region[np.isin(region, pair)] = start + step
    _, result = np.unique(region[labels], return_inverse=True)
    return result.reshape(labels.shape)


def similarity(table, region, others, parts, pixels):
    """Compare one region with others.

    Parameters
    ----------
    table : RegionTable
    region : int
        A row of the table.
    others : ndarray of int of shape (K,)
        Rows to compare it with.
    parts : sequence of str
        Which parts to add up.
    pixels : int
        Size of the image.

    Returns
    -------
    ndarray of shape (K,)
        From 0 to the number of parts.
    """
    total = np.zeros(len(others))
    both = table.sizes[region] + table.sizes[others]
    if "color" in parts:
        total += np.minimum(table.colors[region], table.colors[others]).sum(axis=1)
    if "texture" in parts:
        total += np.minimum(table.textures[region], table.textures[others]).sum(axis=1)
    if "size" in parts:
        total += 1 - both / pixels
    if "fill" in parts:
        around = joined_boxes(table.corners[region], table.corners[others])
        area = (around[:, 2] - around[:, 0]) * (around[:, 3] - around[:, 1])
        total += 1 - (area - both) / pixels
    return total


def _push(waiting, table, region, others, parts, pixels):
    """Put pairs of a region and its neighbors on the heap."""
    if others:
        values = similarity(table, region, np.array(others), parts, pixels)
        for value, other in zip(values.tolist(), others, strict=True):
            heapq.heappush(waiting, (-value, min(region, other), max(region, other)))


def _touching(labels):
    """Return the sorted pairs (a, b), a < b, of regions that share a side of a pixel."""
    count = int(labels.max()) + 1
    beside = [(labels[:, :-1], labels[:, 1:]), (labels[:-1], labels[1:])]
    codes = [(np.minimum(a, b) * count + np.maximum(a, b))[a != b] for a, b in beside]
    return [divmod(code, count) for code in np.unique(np.concatenate(codes)).tolist()]


def _neighbors(labels):
    """Return a set of neighbors for each region."""
    result = [set() for _ in range(int(labels.max()) + 1)]
    for a, b in _touching(labels):
        result[a].add(b)
        result[b].add(a)
    return result


def _checked(image, labels, parts):
    """Check the arguments of grouping."""
    image, labels = np.asarray(image), np.asarray(labels)
    if image.ndim != 3 or 0 in image.shape:
        raise ValueError(f"image must have the shape (C, H, W), got {image.shape}")
    if image.dtype.kind != "f":
        raise TypeError(f"image must hold floats, got {image.dtype}")
    if not (image.min() >= 0 and image.max() <= 1):
        raise ValueError(f"image must be from 0 to 1, got {image.min():g} to {image.max():g}")
    if labels.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, got {labels.dtype}")
    if labels.shape != image.shape[1:]:
        raise ValueError(f"labels must have the shape {image.shape[1:]}, got {labels.shape}")
    present = np.unique(labels)
    if not np.array_equal(present, np.arange(len(present))):
        raise ValueError(f"labels must be 0, 1, ... without gaps, got {shown(present.tolist())}")
    known = isinstance(parts, (list, tuple)) and all(part in PARTS for part in parts)
    if not known or not parts:
        raise ValueError(f"parts must be a list of some of {PARTS}, got {shown(parts)}")
    return image, labels.astype(np.int64), tuple(parts)

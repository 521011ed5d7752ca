"""Where a piece of an image recurs: normalized correlation.

    r(a, b) = <window(a, b) - its mean, patch - its mean> / (norm * norm)

so 1 means the same but for brightness and contrast. A uniform window resembles nothing: r is 0.
M. Zontak and M. Irani, "Internal statistics of a single natural image", 2011, count how often
patches recur. Taught in chapter 9.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnlib.arrays import real_numbers
from cnnlib.integers import pair

FLAT = 1e-10  # norm of a window, relative to the image's largest value, that is rounding


def match_patch(image, patch):
    """Compare a patch with every window of a gray image.

    Parameters
    ----------
    image : array_like of shape (H, W)
    patch : array_like of shape (h, w)

    Returns
    -------
    ndarray of float64 of shape (H - h + 1, W - w + 1)
        Correlation at the window that starts at each place, from -1 to 1.

    Raises
    ------
    ValueError
        If one is no plane, the patch is larger than the image, or it is uniform.

    Examples
    --------
    >>> match_patch([[0, 0, 1, 3, 7, 7, 7]], [[0, 2, 6]]).round(2)
    array([[0.94, 1.  , 1.  , 0.76, 0.  ]])
    """
    image = real_numbers(image, "image").astype(np.float64)
    patch = real_numbers(patch, "patch").astype(np.float64)
    if image.ndim != 2 or patch.ndim != 2:
        raise ValueError(f"image and patch must be planes, got {image.shape} and {patch.shape}")
    if patch.size == 0 or (np.array(patch.shape) > image.shape).any():
        raise ValueError(f"a patch {patch.shape} does not fit into an image {image.shape}")
    pattern = patch - patch.mean()
    if not np.linalg.norm(pattern) > FLAT * abs(patch).max():
        raise ValueError("the patch must not be uniform: it has no pattern to look for")
    pattern /= np.linalg.norm(pattern)
    rows = sliding_window_view(image, patch.shape)  # (H-h+1, W-w+1, h, w)
    return np.stack([_matches(windows, pattern, abs(image).max()) for windows in rows])


def separate_matches(matches, size, threshold):
    """List the best matches that do not overlap, the best first.

    Parameters
    ----------
    matches : array_like of shape (h, w)
        As `match_patch` returns them.
    size : (int, int)
        Rows and columns of the patch.
    threshold : float
        Worse ones are left out.

    Returns
    -------
    list of (int, int)
        First row and column of each window.

    Raises
    ------
    ValueError
        If `matches` is no plane.

    Examples
    --------
    >>> separate_matches([[0.1, 0.9, 1.0, 0.9, 0.8]], (1, 2), threshold=0.5)
    [(0, 2), (0, 4)]
    """
    left = np.array(matches, np.float64)
    if left.ndim != 2:
        raise ValueError(f"matches must be a plane, got {left.shape}")
    rows, columns = pair(size, "size")
    places = []
    while left.size and left.max() >= threshold:
        row, column = map(int, np.unravel_index(left.argmax(), left.shape))
        places.append((row, column))
        first = max(row - rows + 1, 0), max(column - columns + 1, 0)
        left[first[0] : row + rows, first[1] : column + columns] = -np.inf
    return places


def _matches(windows, pattern, largest):
    """Return the correlations of a row of windows, (places, h, w) -> (places,)."""
    centered = windows - windows.mean(axis=(1, 2), keepdims=True)
    norms = np.sqrt(np.square(centered).sum(axis=(1, 2)))
    products = np.tensordot(centered, pattern, axes=2)
    flat = norms <= FLAT * largest
    return np.where(flat, 0.0, products / np.where(flat, 1.0, norms))

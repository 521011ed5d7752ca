"""Gray pictures as short text: each pixel as its difference from what its neighbors predict.

The differences of a photograph are mostly small, so that a compressed page needs fewer bytes for
them than for the pixels. Used by filter_photograph.py; photo_pixels.js reads the text.
"""

import numpy as np

FIRST = 35  # the letter of the difference 0; the 34 is a quotation mark


def predicted(image):
    """Return what each pixel is taken for: left plus upper minus corner, between left and upper.

    >>> predicted(np.array([[1, 2], [3, 9]]))
    array([[0, 1],
           [1, 3]])
    """
    left = np.pad(image, ((0, 0), (1, 0)))[:, :-1]
    upper = np.pad(image, ((1, 0), (0, 0)))[:-1]
    corner = np.pad(image, ((1, 0), (1, 0)))[:-1, :-1]
    return np.clip(left + upper - corner, np.minimum(left, upper), np.maximum(left, upper))


def packed(image):
    """Return a picture as a letter for each pixel, row by row.

    Parameters
    ----------
    image : ndarray of uint8, shape (rows, columns)

    Returns
    -------
    str
        Differences 0, -1, 1, -2, ... are the letters from `#` on.

    Examples
    --------
    >>> packed(np.array([[1, 1], [2, 1]], np.uint8))
    '%#%$'
    """
    image = np.asarray(image, dtype=int)
    difference = (image - predicted(image) + 128) % 256 - 128
    number = np.where(difference >= 0, 2 * difference, -2 * difference - 1)
    return "".join(chr(FIRST + one) for one in number.ravel())

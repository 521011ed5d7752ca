"""The two ways to write a pixel: as a float from 0 to 1, or as a byte from 0 to 255.

The course computes with floats. Bytes are what files and cameras hold, and a quarter of the memory.
Other integers have no such agreement, so they are refused rather than guessed.
"""

import numpy as np


def in_dtype(images, dtype):
    """Write images in one of the two ways.

    Parameters
    ----------
    images : ndarray of float
        Values in [0, 1].
    dtype : floating-point dtype, or uint8

    Returns
    -------
    ndarray of the same shape
        In [0, 1], or for uint8 the nearest of 0 to 255.

    Raises
    ------
    TypeError
        If `dtype` is another type.

    Examples
    --------
    >>> in_dtype(np.array([0.0, 0.5, 1.0]), np.uint8)
    array([  0, 128, 255], dtype=uint8)
    """
    dtype = np.dtype(dtype)
    if dtype == np.uint8:
        return np.rint(images * 255).astype(np.uint8)
    if dtype.kind != "f":
        raise TypeError(
            f"dtype must be a floating-point type, for values from 0 to 1, or np.uint8, for 0 to "
            f"255; got {dtype}"
        )
    return np.ascontiguousarray(images, dtype)

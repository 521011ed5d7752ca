"""What windows see of an image: where each starts, and how many of its places lie on the image.

    window a, tap i:  place  a*stride + i*dilation - before         0 <= place < n is on the image

Pooling leaves out the places of the padding, so a window must see at least one place of the image.
Operators and specifications refuse others here, with one sentence. Taught in chapters 3 and 4.
"""

import numpy as np


def window_starts(geometry, axis):
    """Return where the windows along one axis start; the image starts at 0, padding before it.

    Parameters
    ----------
    geometry : Geometry
    axis : int
        0 for rows, 1 for columns.

    Returns
    -------
    ndarray of int of shape (windows,)

    Examples
    --------
    >>> from cnnlib.shapes import Geometry
    >>> window_starts(Geometry.of((5, 5), 3, stride=2, padding=1), axis=0)
    array([-1,  1,  3])
    """
    return np.arange(geometry.output[axis]) * geometry.stride[axis] - geometry.padding[axis][0]


def seeable_places(geometry, axis, include_padding=False):
    """Return the range of places along one axis; the image starts at 0, padding before it.

    Parameters
    ----------
    geometry : Geometry
    axis : int
    include_padding : bool

    Returns
    -------
    range

    Examples
    --------
    >>> from cnnlib.shapes import Geometry
    >>> seeable_places(Geometry.of((5, 5), 3, padding=1), axis=0, include_padding=True)
    range(-1, 6)
    """
    n = geometry.size[axis]
    before, after = geometry.padding[axis]
    return range(-before, n + after) if include_padding else range(n)


def places_seen(geometry, axis, include_padding=False):
    """Count, for every window along one axis, the places it sees of the image, or also of padding.

    Parameters
    ----------
    geometry : Geometry
    axis : int
    include_padding : bool
        A window of `ceil_mode` may reach beyond the padding; there is nothing to see.

    Returns
    -------
    ndarray of int of shape (windows,)

    Examples
    --------
    >>> from cnnlib.shapes import Geometry
    >>> places_seen(Geometry.of((5, 5), 3, stride=2, padding=1), axis=0)
    array([2, 3, 2])
    """
    starts = window_starts(geometry, axis)
    seeable = seeable_places(geometry, axis, include_padding)
    dilation = geometry.dilation[axis]
    # Tap i lies on start + i*dilation; -(-a // b) is a / b rounded up.
    first = np.maximum(-((starts - seeable.start) // dilation), 0)
    stop = np.minimum(-((starts - seeable.stop) // dilation), geometry.kernel[axis])
    return np.maximum(stop - first, 0)


def require_windows_see_image(geometry):
    """Refuse padding so wide that a whole window would lie in it: it has no maximum and no mean.

    Parameters
    ----------
    geometry : Geometry

    Raises
    ------
    ValueError
        If there is such a window; the message names the first.

    Examples
    --------
    >>> from cnnlib.shapes import Geometry
    >>> require_windows_see_image(Geometry.of((4, 4), 3, padding=2))
    """
    for axis, name in enumerate(("rows", "columns")):
        seen = places_seen(geometry, axis)
        if not seen.all():
            raise ValueError(
                f"padding {geometry.padding[axis]} of the {name} is too wide: window "
                f"{(seen == 0).argmax()} of {len(seen)} sees nothing but padding (kernel_size "
                f"{geometry.kernel[axis]}, dilation {geometry.dilation[axis]}); padding of at "
                f"most half of the kernel is always small enough without dilation"
            )

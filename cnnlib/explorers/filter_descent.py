"""Watch gradient descent find the nine weights of a filter, from an example and its answer.

    loss = mean (z - t)^2        w <- w - rate * dloss/dw

with z the output of the filter, t the wanted output. Taught in chapter 5.
"""

from functools import cache

import numpy as np

from cnnlib import datasets, ops, shapes
from cnnlib.explorers import svg
from cnnlib.explorers.base import Explorer, plain, read_matrix

SIZE = 12  # of an example
EVERY = (1, 10, 100)
VERTICAL = ((-1, 0, 1), (-1, 0, 1), (-1, 0, 1))
NAMES = {"squares": "drawn squares", "photo": "a part of a photograph", "noise": "noise"}


def _squares():
    image = np.zeros((SIZE, SIZE))
    for top, left, side, light in ((1, 1, 4, 1), (6, 2, 5, 0.6), (2, 7, 3, 0.8), (8, 8, 3, 1)):
        image[top : top + side, left : left + side] = light
    return image


@cache
def examples():
    """Return the examples by name: whole hundredths of brightness, 12 by 12."""
    temple = datasets.photograph("china", gray=True, dtype=np.float64)[:, 130:250, 230:350]
    images = {
        "squares": _squares(),
        "photo": ops.avg_pool2d(temple, 10)[0],
        "noise": np.random.default_rng(5).random((SIZE, SIZE)),
    }
    return {name: (100 * image).round().astype(int).tolist() for name, image in images.items()}


@cache
def starts():
    """Return the first weights by name."""
    drawn = np.random.default_rng(6).normal(size=(3, 3)).round(1)
    return {"zeros": plain(np.zeros((3, 3))), "random": plain(drawn)}


class FilterDescent(Explorer):
    """A 3x3 filter that learns from one image and the output that it should have.

    Parameters
    ----------
    example : "squares", "photo" or "noise"
        The image, 12 by 12.
    wanted : array_like of numbers from -9 to 9, shape (3, 3)
        The weights that make the wanted output; the filter is not told them.
    rate : float, 0.01 to 5
        The learning rate, in whole hundredths.
    start : "zeros" or "random"
        The first weights.
    every : 1, 10 or 100
        How many steps of the descent from one picture to the next.

    Raises
    ------
    ValueError
        For another name, or numbers out of these ranges.

    Examples
    --------
    >>> weight, loss = FilterDescent().descend(200)
    >>> [round(value, 1) for value in weight[0].tolist()], loss < 0.001
    ([-1.0, 0.0, 1.0], True)
    """

    tag = "cnn-filter-descent"
    element = "FilterDescent"
    sources = ("plane.js", "pixels.js", "descent.js", "filter_descent.js")
    styles = ("window_explorer.css", "plane.css", "filter_descent.css")

    def __init__(self, example="squares", wanted=VERTICAL, rate=0.2, start="zeros", every=1):
        for name, value, known in (
            ("example", example, tuple(NAMES)),
            ("start", start, tuple(starts())),
            ("every", every, EVERY),
        ):
            if value not in known:
                raise ValueError(f"{name} must be one of {known}, got {value!r}")
        self.example, self.start, self.every = example, start, every
        self.wanted = read_matrix(wanted, "wanted", 3, 3)
        if not (np.abs(self.wanted) <= 9).all():
            raise ValueError("wanted must hold numbers from -9 to 9")
        self.hundredths = round(100 * rate)
        if not 1 <= self.hundredths <= 500 or abs(100 * rate - self.hundredths) > 1e-9:
            raise ValueError(f"rate must be 0.01 to 5 in whole hundredths, got {rate}")

    @property
    def constants(self):
        """The examples and the first weights, with their names."""
        titles = {"zeros": "zeros", "random": "random"}
        return {
            "EXAMPLES": {name: [NAMES[name], image] for name, image in examples().items()},
            "STARTS": {name: [titles[name], weight] for name, weight in starts().items()},
        }

    def image(self):
        """Return the example.

        Returns
        -------
        ndarray of shape (1, 1, 12, 12)
        """
        return np.array(examples()[self.example], float)[None, None] / 100

    def descend(self, steps):
        """Take steps of gradient descent.

        Parameters
        ----------
        steps : int

        Returns
        -------
        weight : ndarray of shape (3, 3)
        loss : float
            The mean squared error with these weights.
        """
        x, weight = self.image(), np.array(starts()[self.start], float)[None, None]
        target = ops.conv2d(x, self.wanted[None, None])
        for _ in range(shapes.integer(steps, "steps", 0)):
            error = ops.conv2d(x, weight) - target
            _, grad_weight, _ = ops.conv2d_backward(2 * error / error.size, x, weight)
            weight = weight - self.hundredths / 100 * grad_weight
        return weight[0, 0], float(np.mean((ops.conv2d(x, weight) - target) ** 2))

    def largest_rate(self):
        """Return the rate below which the descent converges: 2 over the largest curvature.

        >>> round(FilterDescent("noise").largest_rate(), 3)
        0.412
        """
        patches = ops.im2col(self.image(), 3)[0]  # (9, windows)
        moments = patches @ patches.T / patches.shape[1]
        return float(1 / np.linalg.eigvalsh(moments)[-1])

    def config(self):
        """Return what the element starts from."""
        return {
            "examples": self.example,
            "wanted": plain(self.wanted),
            "rate": self.hundredths,
            "start": self.start,
            "every": self.every,
        }

    def still(self):
        """Return the still figure: example, wanted weights, and the weights after 200 steps."""
        image, (weight, _) = self.image()[0, 0], self.descend(200)
        unit = 0.45
        shaded = [
            svg.boxes([(r * unit, c * unit, unit, unit)], "currentColor", float(value), 0)
            for (r, c), value in np.ndenumerate(image)
            if value
        ]
        across, down = SIZE * unit + 1, (SIZE * unit - 3) / 2
        parts = [*shaded, svg.box(0, 0, SIZE * unit, SIZE * unit, svg.INPUT, 1.5)]
        parts.append(svg.caption(0, 0, image.shape, "Example", step=(unit, unit)))
        for name, kernel in (("Wanted weights", self.wanted), ("After 200 steps", weight)):
            parts += [
                svg.box(down, across, 3, 3, svg.KERNEL, 0, 0.16),
                svg.lines(down, across, 3, 3),
                svg.numbers(down, across, kernel),
                svg.caption(down, across, (3, 3), name),
            ]
            across += 5.2
        return svg.figure(SIZE * unit + 1, across, self.description(), *parts)

    def description(self):
        """Say the figure in words."""
        weight, loss = self.descend(200)
        return (
            f"A filter learns from {NAMES[self.example]} and the output of the weights "
            f"{svg.matrix_words(self.wanted)}. After 200 steps of gradient descent with the rate "
            f"{self.hundredths / 100} its weights are {svg.matrix_words(weight)}, and the mean "
            f"squared error is {loss:.2g}."
        )

    def __repr__(self):
        return (
            f"FilterDescent({self.example!r}, wanted={plain(self.wanted)}, "
            f"rate={self.hundredths / 100}, start={self.start!r}, every={self.every})"
        )

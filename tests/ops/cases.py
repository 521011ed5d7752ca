"""Convolutions that every form of the operator must get right, as data.

`CASES` is written by hand, one line for each way to be wrong; `generated` draws more of them.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Case:
    """One call of `conv2d`, by its shapes and options."""

    name: str
    x: tuple
    weight: tuple
    stride: int | tuple = 1
    padding: int | tuple | str = 0
    dilation: int | tuple = 1
    groups: int = 1
    bias: bool = True

    @property
    def options(self):
        """Return the keyword arguments that forward and backward share."""
        return {
            "stride": self.stride,
            "padding": self.padding,
            "dilation": self.dilation,
            "groups": self.groups,
        }

    @property
    def products(self):
        """Return a bound of the multiplications: what the naive loops would have to do."""
        places = self.x[-1] * self.x[-2] * (4 if self.padding else 1)
        return (self.x[0] if len(self.x) == 4 else 1) * places * int(np.prod(self.weight))

    def arrays(self, dtype=np.float64, seed=0):
        """Draw x, weight and bias (None where the case has none)."""
        rng = np.random.default_rng(seed)
        shapes = [self.x, self.weight, self.weight[:1]]
        x, weight, bias = (rng.standard_normal(shape).astype(dtype) for shape in shapes)
        return x, weight, bias if self.bias else None


CASES = [
    # The kernel: odd, even, flat, tall, as small and as large as it can be.
    Case("1x1 image and kernel", (1, 1, 1, 1), (1, 1, 1, 1)),
    Case("3x3", (2, 3, 7, 9), (4, 3, 3, 3)),
    Case("2x2", (2, 3, 7, 9), (4, 3, 2, 2)),
    Case("4x4", (2, 2, 9, 8), (3, 2, 4, 4)),
    Case("5x5", (1, 2, 8, 11), (3, 2, 5, 5)),
    Case("3x2", (2, 2, 6, 8), (3, 2, 3, 2)),
    Case("2x5", (2, 2, 6, 8), (3, 2, 2, 5)),
    Case("row kernel", (2, 2, 5, 8), (3, 2, 1, 4)),
    Case("column kernel", (2, 2, 8, 5), (3, 2, 4, 1)),
    Case("kernel is the image", (3, 2, 5, 7), (4, 2, 5, 7)),
    Case("kernel as high as the image", (2, 2, 5, 9), (3, 2, 5, 3)),
    Case("kernel as wide as the image", (2, 2, 9, 5), (3, 2, 3, 5)),
    Case("kernel larger than the image, not than its padding", (2, 2, 2, 3), (3, 2, 5, 4), 1, 2),
    Case("1x1", (2, 5, 6, 7), (3, 5, 1, 1)),
    Case("1x1 stride 2", (2, 5, 7, 6), (3, 5, 1, 1), 2),
    Case("1x1 padded", (2, 5, 3, 4), (3, 5, 1, 1), 1, (2, 1)),
    Case("1x1 dilated, which changes nothing", (2, 5, 3, 4), (3, 5, 1, 1), 1, 0, 9),
    # The batch, the channels, the image.
    Case("one image, one channel, one filter", (1, 1, 6, 5), (1, 1, 3, 3)),
    Case("one channel in", (3, 1, 6, 5), (4, 1, 3, 2)),
    Case("one filter", (3, 4, 6, 5), (1, 4, 2, 3)),
    Case("unbatched", (3, 7, 6), (4, 3, 3, 3)),
    Case("unbatched, all options", (4, 9, 8), (6, 2, 3, 2), (2, 1), ((1, 0), (2, 1)), (1, 2), 2),
    Case("unbatched 1x1", (3, 4, 5), (2, 3, 1, 1), bias=False),
    Case("empty batch", (0, 3, 5, 6), (4, 3, 3, 3)),
    Case("empty batch, all options", (0, 4, 9, 8), (6, 2, 3, 2), (2, 3), (1, 2), (2, 1), 2),
    Case("one row", (2, 3, 1, 9), (2, 3, 1, 3)),
    Case("one column", (2, 3, 9, 1), (2, 3, 3, 1)),
    Case("no bias", (2, 3, 6, 5), (4, 3, 3, 3), bias=False),
    # Stride.
    Case("stride 2", (2, 3, 9, 7), (4, 3, 3, 3), 2),
    Case("stride 2 leaves a rest", (2, 3, 8, 10), (4, 3, 3, 3), 2),
    Case("stride of rows", (2, 3, 9, 7), (4, 3, 3, 3), (3, 1)),
    Case("stride of columns", (2, 3, 7, 9), (4, 3, 3, 3), (1, 3)),
    Case("stride is the kernel", (2, 3, 8, 9), (4, 3, 2, 3), (2, 3)),
    Case("stride beyond the kernel", (2, 3, 11, 13), (4, 3, 2, 3), (5, 4)),
    Case("stride beyond the image", (2, 3, 5, 6), (4, 3, 2, 3), 50),
    Case("stride with padding", (2, 3, 8, 9), (4, 3, 5, 3), (2, 3), (2, 1)),
    # Padding in each of its forms.
    Case("padding 1", (2, 3, 5, 6), (4, 3, 3, 3), 1, 1),
    Case("padding of rows", (2, 3, 5, 6), (4, 3, 3, 3), 1, (2, 0)),
    Case("padding of columns", (2, 3, 5, 6), (4, 3, 3, 3), 1, (0, 2)),
    Case("padding beyond the kernel", (2, 1, 3, 4), (2, 1, 2, 3), 1, (4, 5)),
    Case("padding on one side", (2, 3, 5, 6), (4, 3, 3, 3), 1, ((0, 0), (0, 1))),
    Case("padding on four sides", (2, 3, 5, 6), (4, 3, 3, 2), 1, ((0, 1), (2, 3))),
    Case("four sides, stride, dilation", (2, 3, 8, 7), (4, 3, 3, 2), (2, 3), ((3, 1), (0, 2)), 2),
    Case("valid", (2, 3, 5, 6), (4, 3, 3, 2), 1, "valid"),
    Case("valid, stride 2", (2, 3, 7, 6), (4, 3, 3, 2), 2, "valid"),
    Case("same, odd kernel", (2, 3, 5, 6), (4, 3, 3, 5), 1, "same"),
    Case("same, even kernel", (2, 3, 5, 6), (4, 3, 4, 2), 1, "same"),
    Case("same, even kernel, dilated", (2, 3, 7, 6), (4, 3, 2, 4), 1, "same", (3, 1)),
    Case("full", (2, 3, 4, 5), (4, 3, 3, 2), 1, "full"),
    Case("full, dilated, stride 2", (2, 3, 4, 5), (4, 3, 2, 3), 2, "full", (2, 3)),
    # Dilation.
    Case("dilation 2", (2, 3, 9, 8), (4, 3, 3, 3), 1, 0, 2),
    Case("dilation of rows", (2, 3, 9, 8), (4, 3, 3, 3), 1, 0, (3, 1)),
    Case("dilation of columns", (2, 3, 8, 9), (4, 3, 3, 3), 1, 0, (1, 3)),
    Case("dilation, even kernel, stride", (2, 3, 9, 10), (4, 3, 2, 4), (2, 3), 1, (4, 2)),
    Case("dilation reaches across the image", (2, 2, 7, 7), (3, 2, 2, 2), 1, 0, 6),
    # Groups.
    Case("two groups", (2, 4, 6, 5), (6, 2, 3, 3), groups=2),
    Case("three groups, all options", (2, 6, 9, 8), (3, 2, 3, 2), (2, 1), (1, 2), (1, 2), 3),
    Case("depthwise", (2, 5, 6, 7), (5, 1, 3, 3), 1, 1, groups=5),
    Case("depthwise, three filters a channel", (2, 4, 6, 7), (12, 1, 3, 2), groups=4),
    Case("depthwise, stride 2, dilated", (2, 4, 9, 8), (4, 1, 3, 3), 2, 2, 2, 4),
    Case("grouped 1x1", (2, 6, 4, 5), (4, 3, 1, 1), groups=2),
    # Sizes at which an implementation may change its way: many channels, few or many windows.
    Case("many channels, few windows", (5, 64, 6, 7), (48, 64, 3, 3), 1, 1),
    Case("many channels, many windows", (2, 64, 24, 26), (32, 64, 3, 3), 1, 1),
    Case("columns of one image beyond a megabyte", (3, 96, 21, 22), (8, 96, 3, 3), 1, "same"),
    Case("last chunk smaller", (7, 64, 9, 8), (16, 64, 3, 3)),
    Case("399 windows", (3, 2, 21, 23), (3, 2, 3, 3)),
    Case("400 windows", (3, 2, 22, 22), (3, 2, 3, 3)),
    Case("wide rows", (2, 2, 5, 40), (3, 2, 3, 3)),
    Case("wide rows, padded on one side", (2, 2, 6, 33), (3, 2, 2, 4), 1, ((1, 0), (0, 2))),
    Case("wide rows, dilated, grouped", (3, 4, 9, 50), (4, 2, 3, 3), 1, 0, (3, 2), 2),
    Case("wide rows, stride 2", (2, 3, 5, 40), (4, 3, 3, 3), (1, 2)),
    Case("depthwise, many channels", (2, 96, 30, 28), (96, 1, 3, 3), 1, 1, groups=96),
    Case("LeNet's first layer", (4, 1, 28, 28), (6, 1, 5, 5)),
    Case("AlexNet's first layer, smaller", (2, 3, 67, 67), (8, 3, 11, 11), 4, 2),
]
SMALL = [case for case in CASES if case.products <= 30_000]  # the naive loops take ~1 us a product


def geometry(rng, most=4):
    """Draw an image size and options under which at least one window fits.

    `most` bounds the kernel, and with it what the naive loops have to do.
    """
    dilation, kernel = rng.integers(1, most, 2), rng.integers(1, most + 1, 2)
    padding = rng.integers(0, 4, (2, 2))
    reach = dilation * (kernel - 1) + 1
    size = np.maximum(1, reach - padding.sum(axis=1)) + rng.integers(0, 2 * most, 2)
    stride = rng.integers(1, 5, 2)
    forms = [
        int(padding[0, 0]),
        tuple(padding[:, 0].tolist()),
        tuple(map(tuple, padding.tolist())),
        "full",
        "valid",
        "same",
    ]
    form = forms[rng.integers(len(forms))]
    if form == "same":
        stride[:] = 1
    if not isinstance(form, tuple) or not isinstance(form[0], tuple):
        size = np.maximum(size, reach)  # fits whatever the padding
    return size.tolist(), kernel.tolist(), tuple(stride.tolist()), form, tuple(dilation.tolist())


def drawn(rng, name="drawn", most=4):
    """Draw one case."""
    size, kernel, stride, padding, dilation = geometry(rng, most)
    groups, inside, filters = (int(rng.integers(1, most)) for _ in range(3))
    batch = [(), (1,), (2,), (3,)][rng.integers(4)]
    x, weight = (*batch, groups * inside, *size), (groups * filters, inside, *kernel)
    bias = bool(rng.integers(2))
    return Case(name, x, weight, stride, padding, dilation, groups, bias)


def generated(seed, count):
    """Draw `count` cases; one seed, one list."""
    rng = np.random.default_rng(seed)
    return [drawn(rng, f"seed {seed}, number {number}") for number in range(count)]

"""Pooling calls to try, and what PyTorch makes of them.

`generated` draws calls in which every window sees the image. `torch_windows` gives the values of
all windows, one tap after the other, from which each kind of pooling follows in one line; where
PyTorch has the operator itself, the tests ask that, too.
"""

from dataclasses import dataclass, replace

import numpy as np
import torch
from torch.nn import functional

from tests.ops.reference import pair


@dataclass(frozen=True)
class Case:
    """One call, by its shapes and options."""

    x: tuple
    kernel_size: int | tuple
    stride: int | tuple | None = None
    padding: int | tuple | str = 0
    dilation: int | tuple = 1
    ceil_mode: bool = False

    @property
    def options(self):
        """Return the keyword arguments that all kinds of pooling share."""
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return {name: getattr(self, name) for name in names}

    @property
    def axes(self):
        """Return (n, kernel, stride, (before, after), dilation) of rows and of columns."""
        kernel, dilation = pair(self.kernel_size), pair(self.dilation)
        stride = kernel if self.stride is None else pair(self.stride)
        reach = [d * (k - 1) for k, d in zip(kernel, dilation, strict=True)]
        named = {"valid": [0, 0], "full": reach, "same": [(r // 2, r - r // 2) for r in reach]}
        padding = named[self.padding] if isinstance(self.padding, str) else pair(self.padding)
        sides = map(pair, padding)
        return list(zip(self.x[-2:], kernel, stride, sides, dilation, strict=True))

    @property
    def output(self):
        """Count the windows by PyTorch's formula."""
        return tuple(count(*axis, self.ceil_mode) for axis in self.axes)

    def array(self, seed=0, dtype=np.float64):
        """Draw x, all values distinct as far as the dtype allows."""
        return np.random.default_rng(seed).standard_normal(self.x).astype(dtype)


def count(n, kernel, stride, sides, dilation, ceil_mode):
    """Count windows along an axis: pooling_output_shape_pad_lr in ATen/native/Pool.h."""
    room = n + sum(sides) - dilation * (kernel - 1) - 1
    windows = (room + (stride - 1 if ceil_mode else 0)) // stride + 1
    return windows - (ceil_mode and (windows - 1) * stride >= n + sides[0])


def sees_the_image(n, kernel, stride, sides, dilation, ceil_mode):
    """Tell whether there are windows, each has a place inside, and none fits behind the image."""
    windows = count(n, kernel, stride, sides, dilation, ceil_mode)
    return (windows > 0 and sides[1] <= dilation * (kernel - 1)) and all(
        any(0 <= a * stride + i * dilation - sides[0] < n for i in range(kernel))
        for a in range(windows)
    )


def draw(rng, dilated=True, symmetric=False):
    """Draw one call; `symmetric` keeps to what PyTorch's own operators take."""
    kernel = tuple(rng.integers(1, 5, 2).tolist())
    dilation = tuple(rng.integers(1, 4, 2).tolist()) if dilated else 1
    stride = [None, int(rng.integers(1, 5)), tuple(rng.integers(1, 6, 2).tolist())]
    batch = [(), (0,), (1,), (2,), (3,)][rng.choice(5, p=[0.15, 0.05, 0.2, 0.4, 0.2])]
    half = tuple(int(rng.integers(k // 2 + 1)) for k in kernel)
    sides = tuple(map(tuple, rng.integers(0, 3, (2, 2)).tolist()))
    padding = half if symmetric else [half, sides, sides, "valid", "full"][rng.integers(5)]
    x = (*batch, int(rng.integers(1, 4)), *rng.integers(1, 10, 2).tolist())
    return Case(x, kernel, stride[rng.integers(3)], padding, dilation, bool(rng.integers(2)))


def generated(seed, number, **options):
    """Draw `number` calls in which every window sees the image."""
    rng = np.random.default_rng(seed)
    cases = []
    while len(cases) < number:
        case = draw(rng, **options)
        if all(sees_the_image(*axis, case.ceil_mode) for axis in case.axes):
            cases.append(case)
    return cases


def torch_windows(x, case, value):
    """Return what all windows see at each tap, (kh*kw, ..., out_h, out_w), `value` outside."""
    frame, slices = [], []
    for (n, kernel, stride, (before, after), dilation), windows in zip(
        case.axes, case.output, strict=True
    ):
        covered = (windows - 1) * stride + dilation * (kernel - 1) + 1
        frame = [before, max(after, covered - before - n), *frame]  # columns first, as torch has it
        starts = range(0, kernel * dilation, dilation)
        slices.append([slice(i, i + (windows - 1) * stride + 1, stride) for i in starts])
    padded = functional.pad(x, frame, value=value)
    return torch.stack([padded[..., r, c] for r in slices[0] for c in slices[1]])


def divisors(case, count_include_pad):
    """Count what every window may divide by, place by place, from the ones of a marked image."""
    sides = [axis[3] for axis in case.axes]
    size = [n + sum(side) for n, side in zip(case.x[-2:], sides, strict=True)]
    if not count_include_pad:
        return torch_windows(torch.ones(case.x[-2:], dtype=float), case, 0.0).sum(0)
    framed = replace(case, x=tuple(size), padding=0)
    windows = torch_windows(torch.ones(size, dtype=float), framed, 0.0).sum(0)
    return windows[: case.output[0], : case.output[1]]


def torch_max_pool2d(x, case):
    """Take the maximum of all taps."""
    return torch_windows(x, case, -torch.inf).amax(0)


def torch_avg_pool2d(x, case, count_include_pad):
    """Sum all taps and divide."""
    return torch_windows(x, case, 0.0).sum(0) / divisors(case, count_include_pad).to(x.dtype)


def torch_lp_pool2d(x, norm_type, case):
    """Take the p-norm of all taps."""
    return torch.linalg.vector_norm(torch_windows(x, case, 0.0), norm_type, dim=0)

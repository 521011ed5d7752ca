"""Transposed convolutions to try, and what PyTorch makes of them."""

from dataclasses import dataclass

import numpy as np
from torch.nn import functional

from cnnlib.shapes import resolve_padding


@dataclass(frozen=True)
class Case:
    """One call, by its shapes and options."""

    x: tuple
    weight: tuple
    bias: bool
    options: dict

    def arrays(self, seed=0, dtype=np.float64):
        """Draw x, weight and bias (None where the case has none)."""
        rng = np.random.default_rng(seed)
        sizes = self.x, self.weight, (self.weight[1] * self.options["groups"],)
        x, weight, bias = (rng.standard_normal(size).astype(dtype) for size in sizes)
        return x, weight, bias if self.bias else None

    def torch(self, x, weight, bias):
        """Ask PyTorch, cutting off afterwards what its symmetric padding cannot."""
        kernel, stride, dilation = self.weight[2:], self.options["stride"], self.options["dilation"]
        sides = resolve_padding(self.options["padding"], kernel, stride, dilation)
        (top, bottom), (left, right) = sides
        common = min(top, bottom), min(left, right)
        options = {**self.options, "padding": common}
        out = functional.conv_transpose2d(x, weight, bias, **options)
        (top, bottom), (left, right) = (
            (before - same, after - same)
            for (before, after), same in zip(sides, common, strict=True)
        )
        return out[..., top : out.shape[-2] - bottom, left : out.shape[-1] - right]


def draw(rng):
    """Draw one call that has an output, or None."""
    kernel, stride, dilation = rng.integers(1, 5, 2), rng.integers(1, 5, 2), rng.integers(1, 4, 2)
    if rng.integers(2):
        dilation[:] = 1
    groups, inside, filters = (int(n) for n in rng.integers(1, 4, 3))
    batch = [(), (0,), (1,), (3,)][rng.choice(4, p=[0.2, 0.05, 0.25, 0.5])]
    size, sides = rng.integers(1, 7, 2), rng.integers(0, 3, (2, 2))
    forms = [int(sides[0, 0]), tuple(sides[0].tolist()), tuple(map(tuple, sides.tolist())), "full"]
    padding = [*forms, "valid"][rng.integers(5)]
    options = {
        "stride": tuple(stride.tolist()),
        "padding": padding,
        "output_padding": tuple(rng.integers(0, np.maximum(stride, dilation)).tolist()),
        "groups": groups,
        "dilation": tuple(dilation.tolist()),
    }
    cut = np.sum(resolve_padding(padding, kernel.tolist(), 1, dilation.tolist()), axis=1)
    # PyTorch first makes the output without `output_padding`'s rows, and cannot have none then.
    if ((size - 1) * stride + dilation * (kernel - 1) + 1 - cut < 1).any():
        return None
    weight = (groups * inside, filters, *kernel.tolist())
    return Case((*batch, groups * inside, *size.tolist()), weight, bool(rng.integers(2)), options)


def generated(seed, number):
    """Draw `number` calls."""
    rng, cases = np.random.default_rng(seed), []
    while len(cases) < number:
        cases += [case for case in [draw(rng)] if case]
    return cases

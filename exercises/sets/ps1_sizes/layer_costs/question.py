"""Parameters and multiply-adds of a convolution with groups."""

from cnnlib.checks import Cause
from cnnlib.questions import edited

SOLUTION = '''
def costs(c_in, c_out, k, h, w, groups=1):
    """Return (parameters, multiply-adds) of a convolution."""
    ### BEGIN SOLUTION
    weights = c_out * (c_in // groups) * k * k
    parameters = weights + c_out
    multiply_adds = weights * h * w
    return parameters, multiply_adds
    ### END SOLUTION
'''


def reference(c_in, c_out, k, h, w, groups):
    weights = c_out * (c_in // groups) * k * k
    return weights + c_out, weights * h * w


def biased(extra):
    """Return a mistake in the number of biases."""

    def mistaken(c_in, c_out, k, h, w, groups):
        weights = c_out * (c_in // groups) * k * k
        return weights + extra(c_in, c_out), weights * h * w

    return mistaken


def bias_in_products(c_in, c_out, k, h, w, groups):
    parameters, _ = reference(c_in, c_out, k, h, w, groups)
    return parameters, parameters * h * w


def twice_divided(c_in, c_out, k, h, w, groups):
    weights = (c_out // groups) * (c_in // groups) * k * k
    return weights + c_out, weights * h * w


CAUSES = (
    Cause("bias-missing", "Each output channel has a bias.", biased(lambda i, o: 0)),
    Cause(
        "bias-per-input",
        "There is a bias for each output channel, not for each input channel.",
        biased(lambda i, o: i),
    ),
    Cause("one-bias", "There is a bias for each output channel.", biased(lambda i, o: 1)),
    Cause(
        "groups-ignored",
        "With groups, a filter sees only its share of the input channels.",
        lambda c_in, c_out, k, h, w, groups: reference(c_in, c_out, k, h, w, 1),
    ),
    Cause(
        "groups-counted-twice",
        "There are c_out filters in all, whatever the groups.",
        twice_divided,
    ),
    Cause(
        "kernel-not-squared",
        "A filter has k*k places.",
        lambda c_in, c_out, k, h, w, groups: (
            c_out * (c_in // groups) * k + c_out,
            c_out * (c_in // groups) * k * h * w,
        ),
    ),
    Cause(
        "places-missing",
        "The weights are used at each of the h*w places.",
        lambda c_in, c_out, k, h, w, groups: (
            reference(c_in, c_out, k, h, w, groups)[0],
            reference(c_in, c_out, k, h, w, groups)[0] - c_out,
        ),
    ),
    Cause("bias-multiplied", "The bias costs no multiply-add.", bias_in_products),
)


def draw(rng):
    h, w = (int(n) for n in rng.choice(range(5, 30), 2, replace=False))
    channels = [int(n) for n in rng.choice([3, 5, 7, 11], 2, replace=False)]
    g, half = int(rng.choice([3, 5])), int(rng.integers(2, 5))
    plain = {"c_in": channels[0], "c_out": channels[1], "k": 3, "h": h, "w": w, "groups": 1}
    grouped = {"c_in": 2 * g, "c_out": half * g + g, "k": 5, "h": w, "w": h, "groups": g}
    return [("no groups", plain), ("groups", grouped)]


WRONG = [
    edited("bias-missing", "weights + c_out", "weights"),
    edited("bias-per-input", "weights + c_out", "weights + c_in"),
    edited("one-bias", "weights + c_out", "weights + 1"),
    edited("groups-ignored", "(c_in // groups)", "c_in", lost=0.5),
    edited("groups-counted-twice", "c_out * (c_in", "c_out // groups * (c_in", lost=0.5),
    edited("kernel-not-squared", "* k * k", "* k"),
    edited("places-missing", "weights * h * w", "weights"),
    edited("bias-multiplied", "weights * h * w", "parameters * h * w"),
]

RIGHT = [
    """
    import torch

    def costs(c_in, c_out, k, h, w, groups=1):
        c_in, c_out, k, groups = int(c_in), int(c_out), int(k), int(groups)
        layer = torch.nn.Conv2d(c_in, c_out, k, groups=groups)
        return sum(p.numel() for p in layer.parameters()), layer.weight.numel() * h * w
    """,
    """
    def costs(c_in, c_out, k, h, w, groups=1):
        one_filter = c_in / groups * k**2
        return [c_out * (one_filter + 1), c_out * one_filter * h * w]
    """,
]

"""Sizes through four layers, then channels times places."""

from cnnlib import shapes


def values(rng):
    return {
        "n": int(rng.integers(30, 91)),
        "k": int(rng.choice([3, 5, 7])),
        "c1": int(rng.integers(5, 12)),
        "c2": int(rng.integers(13, 65)),
    }


def side(v):
    n = shapes.output_size(v["n"], v["k"])
    n = shapes.output_size(n, 2, 2)
    return shapes.output_size(n, 3, 2, 1)


def answer(v):
    return v["c2"] * side(v) ** 2


def without_shrinking(v):
    n = shapes.output_size(v["n"], 2, 2)
    return v["c2"] * shapes.output_size(n, 3, 2, 1) ** 2


def stride_forgotten(v):
    n = shapes.output_size(shapes.output_size(v["n"], v["k"]), 2, 2)
    return v["c2"] * n**2


MISTAKES = {
    "channels-multiplied": (
        "The filters of the first layer are summed over by the second.",
        lambda v: v["c1"] * answer(v),
    ),
    "not-squared": ("The map has rows and columns.", lambda v: v["c2"] * side(v)),
    "channels-missing": ("Every place has c2 channels.", lambda v: side(v) ** 2),
    "input-channels": ("The channels are those of the last layer.", lambda v: 3 * side(v) ** 2),
    "kernel-ignored": ("The first convolution shrinks the map, too.", without_shrinking),
    "stride-ignored": ("The last convolution has stride 2.", stride_forgotten),
}

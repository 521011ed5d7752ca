"""The recursion for size and jump."""


def values(rng):
    k1, k2 = (int(k) for k in rng.choice([3, 4, 5, 6, 7, 9], 2, replace=False))
    return {"k1": k1, "k2": k2, "s1": int(rng.integers(2, 5)), "d": int(rng.integers(2, 6))}


def followed(v, own_stride=False, dilated=True, minus=1):
    size, jump = 1, 1
    layers = (v["k1"], v["s1"], 1), (2, 2, 1), (v["k2"], 1, v["d"]), (3, 2, 1)
    for k, s, d in layers:
        before, jump = jump, jump * s
        size += (d if dilated else 1) * (k - minus) * (jump if own_stride else before)
    return size, jump


def answer(v):
    return followed(v)


MISTAKES = {
    "own-stride-counted": (
        "A layer's own stride counts for the layers above it.",
        lambda v: followed(v, own_stride=True),
    ),
    "dilation-ignored": ("Dilation spreads the kernel.", lambda v: followed(v, dilated=False)),
    "kernel-not-minus-one": ("A layer adds k − 1 steps.", lambda v: followed(v, minus=0)),
    "strides-ignored": (
        "Steps in later layers are several rows of the input.",
        lambda v: (v["k1"] + 1 + v["d"] * (v["k2"] - 1) + 2, answer(v)[1]),
    ),
    "strides-added": ("Strides multiply.", lambda v: (answer(v)[0], v["s1"] + 2 + 1 + 2)),
    "order-swapped": ("The size comes first, then the jump.", lambda v: answer(v)[::-1]),
    "last-stride-missing": (
        "The stride of the last layer belongs to the jump of its units.",
        lambda v: (answer(v)[0], answer(v)[1] // 2),
    ),
}

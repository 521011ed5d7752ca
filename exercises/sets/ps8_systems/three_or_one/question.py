"""VGG's count: small kernels in a row."""


def values(rng):
    return {"c": int(rng.integers(20, 300)), "k": int(rng.choice([7, 9, 11, 13]))}


def answer(v):
    layers = (v["k"] - 1) // 2
    return layers, v["k"] ** 2 * v["c"] ** 2, layers * 9 * v["c"] ** 2


MISTAKES = {
    "kernels-side-by-side": (
        "Each layer adds two places to the field.",
        lambda v: (v["k"] // 3, answer(v)[1], v["k"] // 3 * 9 * v["c"] ** 2),
    ),
    "one-filter": (
        "There are as many filters as output channels.",
        lambda v: tuple(n // (v["c"] if k else 1) for k, n in enumerate(answer(v))),
    ),
    "channels-ignored": (
        "Each filter is as deep as its input.",
        lambda v: tuple(n // (v["c"] ** 2 if k else 1) for k, n in enumerate(answer(v))),
    ),
    "one-layer-only": (
        "All small layers together are asked for.",
        lambda v: (*answer(v)[:2], 9 * v["c"] ** 2),
    ),
}

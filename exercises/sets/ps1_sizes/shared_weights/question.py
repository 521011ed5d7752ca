"""Weights of dense, local and shared layers."""


def values(rng):
    h, w = (int(n) for n in rng.choice(range(20, 100), 2, replace=False))
    return {"h": h, "w": w, "k": int(rng.choice([3, 5, 7]))}


def answer(v):
    places, window = v["h"] * v["w"], v["k"] ** 2
    return places**2, places * window, window


MISTAKES = {
    "dense-once": (
        "Each of the outputs has a weight for each of the pixels.",
        lambda v: (v["h"] * v["w"], *answer(v)[1:]),
    ),
    "kernel-not-squared": (
        "A window has k*k places.",
        lambda v: (answer(v)[0], v["h"] * v["w"] * v["k"], v["k"]),
    ),
    "convolution-per-place": (
        "The convolution uses the same weights everywhere.",
        lambda v: (*answer(v)[:2], answer(v)[1]),
    ),
    "local-in-all-pixels": (
        "A local output sees only its window.",
        lambda v: (answer(v)[0], answer(v)[0], answer(v)[2]),
    ),
}

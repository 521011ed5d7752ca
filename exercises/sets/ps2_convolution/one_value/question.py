"""One value of a convolution: place the window, multiply, add."""

from cnnlib import ops

GIVEN = """
image = {image}
kernel = {kernel}
"""


def values(rng):
    image = rng.integers(0, 20, (5, 6))
    kernel = rng.permutation([-9, -6, -4, -2, 1, 3, 5, 7, 8]).reshape(3, 3)
    a = int(rng.integers(1, 3))
    return {"image": image, "kernel": kernel, "a": a, "b": 3 - a}


def slid(image, kernel):
    x, weight = image.astype(float)[None], kernel.astype(float)[None, None]  # (1, H, W)
    return ops.conv2d(x, weight)[0].astype(int)


def answer(v):
    return int(slid(v["image"], v["kernel"])[v["a"], v["b"]])


def turned(v):
    return int(slid(v["image"], v["kernel"][::-1, ::-1])[v["a"], v["b"]])


def transposed(v):
    return int(slid(v["image"], v["kernel"].T)[v["a"], v["b"]])


def counted_from_one(v):
    return int(slid(v["image"], v["kernel"])[v["a"] - 1, v["b"] - 1])


def swapped_place(v):
    return int(slid(v["image"], v["kernel"])[v["b"], v["a"]])


MISTAKES = {
    "kernel-flipped": ("The filter is turned around: lay it down as it is.", turned),
    "kernel-axes-swapped": ("Rows and columns of the filter are swapped.", transposed),
    "place-from-one": (
        "Rows and columns count from 0; the window begins at this place, not one before.",
        counted_from_one,
    ),
    "place-swapped": ("The row comes first, then the column.", swapped_place),
}

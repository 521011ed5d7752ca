"""Which input channels an output channel of a grouped layer sees."""

from cnnlib.questions import filled, printed

CODE = """
c1, c2, groups = {c1}, {c2}, {g}
output = {f}
group = output // (c2 // groups)
width = c1 // groups
print([group * width + k for k in range(width)])
"""


def values(rng):
    g = int(rng.integers(20, 41))
    outer = int(rng.integers(2, 9))
    f = int(rng.integers(outer, g * outer))
    return {"g": g, "c1": g * int(rng.integers(3, 13)), "c2": g * outer, "f": f}


def answer(v):
    return printed(filled(CODE, v))


def run(start, length):
    return list(range(start, start + length))


MISTAKES = {
    "first-group": ("The output lies in a later group.", lambda v: run(0, v["c1"] // v["g"])),
    "group-number-of-channels": (
        "The groups of the outputs are c2 / groups wide.",
        lambda v: run(v["f"] % v["g"] * (v["c1"] // v["g"]), v["c1"] // v["g"]),
    ),
    "one-from-one": ("Channels count from 0.", lambda v: [k + 1 for k in answer(v)]),
    "all-channels": ("A grouped output sees only its group.", lambda v: run(0, v["c1"])),
}

"""The inputs that one unit of two dilated layers sees."""

from cnnlib.questions import filled, printed

CODE = """
unit = {unit}
seen = [unit]
for dilation in ({d2}, {d1}):
    seen = [place + i * dilation for place in seen for i in range(3)]
print(sorted(set(seen)))
"""


def values(rng):
    d1, d2 = (int(d) for d in rng.choice(range(2, 9), 2, replace=False))
    return {"unit": int(rng.integers(1, 60)), "d1": d1, "d2": d2}


def answer(v):
    return printed(filled(CODE, v))


def reach(v, first, second, places=(0, 1, 2)):
    return sorted({v["unit"] + i * first + j * second for i in places for j in places})


MISTAKES = {
    "no-holes": (
        "Dilated kernels skip places.",
        lambda v: [*range(v["unit"], v["unit"] + 2 * (v["d1"] + v["d2"]) + 1)],
    ),
    "unit-forgotten": (
        "The places begin at the unit.",
        lambda v: [n - v["unit"] for n in answer(v)],
    ),
    "centered": (
        "range(3) counts 0, 1, 2: the kernel begins at the place.",
        lambda v: reach(v, v["d1"], v["d2"], (-1, 0, 1)),
    ),
    "one-layer": (
        "Both layers spread the places.",
        lambda v: [v["unit"] + i * v["d2"] for i in range(3)],
    ),
}

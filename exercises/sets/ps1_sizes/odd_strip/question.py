"""Starts of windows, and what no window sees."""

from cnnlib.questions import filled, printed

CODE = """
n, k, s = {n}, {k}, {s}
starts = list(range(0, n - k + 1, s))
seen = {start + i for start in starts for i in range(k)}
print((starts[-1], n - len(seen)))
"""


def values(rng):
    s = int(rng.integers(3, 6))
    return {"s": s, "k": int(rng.integers(2, 2 * s)), "n": int(rng.integers(15, 60))}


def answer(v):
    return printed(filled(CODE, v))


def count(v):
    return (v["n"] - v["k"]) // v["s"] + 1


MISTAKES = {
    "count-for-start": (
        "starts[-1] is the last start, not their number.",
        lambda v: (count(v), answer(v)[1]),
    ),
    "last-end": (
        "The last window starts there; it ends k places later.",
        lambda v: (answer(v)[0] + v["k"], answer(v)[1]),
    ),
    "seen-for-unseen": (
        "n minus the seen places are those that no window sees.",
        lambda v: (answer(v)[0], v["n"] - answer(v)[1]),
    ),
    "next-start": (
        "The next start lies beyond the last that fits.",
        lambda v: (answer(v)[0] + v["s"], answer(v)[1]),
    ),
}

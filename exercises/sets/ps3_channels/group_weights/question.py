"""The shape of weights under groups."""


def values(rng):
    g = int(rng.choice([2, 3, 4, 6]))
    inner, outer = (int(n) for n in rng.choice(range(2, 12), 2, replace=False))
    return {"g": g, "c1": g * inner, "c2": g * outer, "k": int(rng.choice([3, 5, 7]))}


def answer(v):
    return v["c2"], v["c1"] // v["g"], v["k"], v["k"]


MISTAKES = {
    "groups-ignored": (
        "With groups a filter sees only its share of the channels.",
        lambda v: (v["c2"], v["c1"], v["k"], v["k"]),
    ),
    "input-first": (
        "Output channels come first.",
        lambda v: (v["c1"] // v["g"], v["c2"], v["k"], v["k"]),
    ),
    "outputs-divided": (
        "All filters are in the array; each is shallower.",
        lambda v: (v["c2"] // v["g"], v["c1"] // v["g"], v["k"], v["k"]),
    ),
    "wrong-side-divided": (
        "Groups divide what a filter sees.",
        lambda v: (v["c2"] // v["g"], v["c1"], v["k"], v["k"]),
    ),
}

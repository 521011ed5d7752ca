"""Why sharing weights fits images."""

RUBRIC = [
    (
        1,
        "The same pattern can occur anywhere, so what finds it here finds it there.",
        "An edge is an edge in every corner of a photo.",
    ),
    (
        1,
        "Fewer weights: one filter for all places; fewer examples are needed to learn it.",
        "9 numbers instead of 9 for each pixel.",
    ),
    (
        1,
        "A fitting counterexample: the place decides what a pattern means.",
        "Passport photos that are always cut in the same way: the eyes are always at one place.",
    ),
]

EXAMPLES = [
    (
        3,
        "In photos the same edge or texture occurs anywhere, so a detector that is useful at one "
        "place is useful at all. Then one set of 3×3 weights serves the whole image instead of one "
        "set for each pixel, and every place is an example for it. For aligned faces it is less "
        "sensible, because eyes are always at the same place.",
    ),
    (2, "Patterns move around in images, so the weights can be the same and there are much fewer."),
    (1, "There are fewer weights."),
    (0, "Because the computer is faster with matrices."),
]

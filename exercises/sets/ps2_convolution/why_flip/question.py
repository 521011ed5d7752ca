"""Why learned filters do not care about the flip, and given ones do."""

RUBRIC = [
    (
        2,
        "A learned filter comes out turned around, so that the outputs are the same.",
        "Training would find the same weights in reverse order, and the layer computes the same.",
    ),
    (
        1,
        "The flip matters where the weights are given or taken over from other code.",
        "If I type in a filter from a book on signal processing, I get the mirrored response.",
    ),
    (
        1,
        "A fitting example: a filter without symmetry, such as a difference to the right.",
        "The edge filter [−1, 0, 1] changes its sign; a mean filter stays the same.",
    ),
]

EXAMPLES = [
    (
        4,
        "The weights of a layer are found by training. With the flip, training ends with the same "
        "numbers in reverse order, and the layer computes the same outputs, so nobody notices. "
        "It matters when the weights are given: [−1, 0, 1] typed in from a book gives edges with "
        "the opposite sign. A symmetric filter, like a mean, gives the same in both cases.",
    ),
    (
        2,
        "The network learns the weights anyway, just in the other order, so the output is equal. "
        "I do not know when it matters.",
    ),
    (1, "If you use a given edge filter the sign changes."),
    (0, "It does not matter because convolution is commutative."),
]

"""Why the padding of a maximum is minus infinity."""

RUBRIC = [
    (
        1,
        "Where all values of a window are negative, 0 would win and is no value of the image.",
        "A window of −3, −5 at the border would give 0.",
    ),
    (
        1,
        "After a ReLU all values are at least 0, so a 0 never changes a maximum.",
        "If the pooling follows ReLU, both give the same.",
    ),
    (
        1,
        "In a sum of products a 0 adds nothing: it is the neutral element, as −∞ is for a maximum.",
        "0 times a weight is 0.",
    ),
]

EXAMPLES = [
    (
        3,
        "If all pixels near the border are negative, zero is larger than them and the output is a "
        "number that is not in the image. After ReLU nothing is below zero, so nobody sees it. "
        "In a convolution we add products and a zero adds nothing, so it is neutral there.",
    ),
    (2, "Zero can be larger than negative values. With ReLU before it does not matter."),
    (1, "Zero can be larger than negative values."),
    (0, "Infinity is used because the computer ignores it."),
]

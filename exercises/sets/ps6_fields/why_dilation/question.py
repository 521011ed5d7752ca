"""What trading a stride for dilation keeps, gives and costs."""

RUBRIC = [
    (
        1,
        "The receptive fields and the trained weights stay usable.",
        "Each weight still meets a place as far away as before.",
    ),
    (
        1,
        "The maps stay finer, so that details and borders of objects are kept.",
        "One output for every 8 instead of every 32 pixels.",
    ),
    (
        1,
        "It costs computation and memory: there are four times as many places for each stride.",
        "Every later layer is computed at all places.",
    ),
    (
        1,
        "The outputs of the network with strides are still there, among the new ones.",
        "At every fourth place the numbers are those of the old network.",
    ),
]

EXAMPLES = [
    (
        4,
        "If the stride is 1 and the later kernels are spread by 2, each weight meets a place at "
        "the same distance as before, so the old weights and the size of the field remain. The map "
        "has twice the rows and columns, so borders are finer. All later layers work on four times "
        "as many places and need more memory. At every second place the outputs are those of the "
        "network with the stride; the others are new.",
    ),
    (3, "The field and weights stay the same, the map is finer, but one computes more."),
    (1, "The output has a higher resolution."),
    (0, "Dilation makes the image larger."),
]

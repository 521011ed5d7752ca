"""Why residual connections help."""

RUBRIC = [
    (
        1,
        "In a deep plain network the signal (and the gradient) fades from layer to layer.",
        "After twenty layers the maps of two digits hardly differ.",
    ),
    (
        1,
        "The addition leaves a way on which the signal passes unchanged.",
        "The identity path carries input and gradient past the convolutions.",
    ),
    (
        1,
        "The block learns the difference only; weights of zero leave the input as it is.",
        "A useless block can be switched off with zeros.",
    ),
]

EXAMPLES = [
    (
        3,
        "With the usual start each layer passes on a little less, so after many layers two images "
        "look the same and nothing is learned. The sum keeps the input itself, so the signal and "
        "the gradient have a way around the convolutions. The block learns only what must be "
        "added; if that is nothing, zero weights are enough.",
    ),
    (2, "The signal fades in deep networks, and the shortcut lets it through."),
    (1, "The gradient becomes larger."),
    (0, "It makes the network shorter and therefore faster."),
]

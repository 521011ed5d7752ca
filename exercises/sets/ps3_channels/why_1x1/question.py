"""What 1x1 convolutions do."""

RUBRIC = [
    (
        1,
        "It mixes the channels of each pixel: a linear map from C1 to C2 values.",
        "Each output channel is a weighted sum of all input channels at this pixel.",
    ),
    (
        1,
        "It can lower the number of channels before the costly layer.",
        "From 256 to 64 channels first.",
    ),
    (
        1,
        "What is saved: the cost of the 3×3 layer grows with the number of its input channels.",
        "With a quarter of the channels the 3×3 layer needs a quarter of the products or less.",
    ),
]

EXAMPLES = [
    (
        3,
        "It computes weighted sums over the channels, the same for all pixels, so it can turn 256 "
        "channels into 64 mixtures. A 3×3 layer on 64 channels instead of 256 needs a quarter of "
        "the weights and products, so the pair is cheaper than one 3×3 layer on everything.",
    ),
    (2, "It combines channels. It is used to have fewer channels afterwards."),
    (1, "It combines the channels of a pixel."),
    (0, "It makes the image smaller."),
]

"""Why it is called transposed, and why it is no inverse."""

RUBRIC = [
    (
        1,
        "A convolution is a product with a matrix; the up-convolution multiplies by its transpose.",
        "The rows hold the filter, and the same matrix is used with rows and columns swapped.",
    ),
    (
        1,
        "It gives back the shape, not the values.",
        "After stride 2 the values in between are lost.",
    ),
    (
        1,
        "An inverse would need the transpose to equal the inverse, which hardly any filter has.",
        "Convolve and up-convolve an image: it comes out blurred.",
    ),
    (
        1,
        "It is the backward pass of a convolution with respect to its input.",
        "The gradient of x is stamped in the same way.",
    ),
]

EXAMPLES = [
    (
        4,
        "A convolution can be written as a matrix times the flattened image. Up-convolution uses "
        "the transposed matrix, so it maps from the small size to the large one. The transposed "
        "matrix is in general not the inverse, and with a stride information is lost, so the old "
        "values do not come back. The gradient for the input of a convolution is computed by the "
        "same operation.",
    ),
    (2, "It uses the transposed matrix and therefore gives the old size, but not the old values."),
    (1, "It gives back the size."),
    (0, "It removes the blur of the convolution."),
]

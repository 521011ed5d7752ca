"""Why shared weights collect a sum."""

RUBRIC = [
    (
        1,
        "The weight influences the loss by many routes, one for each place where it is used.",
        "It appears in every output pixel.",
    ),
    (
        1,
        "Over routes one adds: a small change of the weight changes all these outputs at once.",
        "The changes of the outputs add up to the change of the loss.",
    ),
    (
        1,
        "With one place only the step improves this place and may harm the others.",
        "The filter would be tuned to the lower right corner.",
    ),
]

EXAMPLES = [
    (
        3,
        "The same number is multiplied with a pixel in every window, so if I change it a little, "
        "every output changes, and the change of the loss is the sum of these contributions. With "
        "only the last window the filter learns from the corner alone, and the step can make the "
        "loss larger for the rest.",
    ),
    (2, "The weight is used in all windows, and by the chain rule the routes add up."),
    (1, "Because the weight is used often."),
    (0, "Because gradients are averaged by the optimizer."),
]

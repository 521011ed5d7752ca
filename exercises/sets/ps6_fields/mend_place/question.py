"""Mend the place of a receptive field."""

from cnnlib import receptive_field, specs
from cnnlib.checks import Cause
from cnnlib.questions import edited

STARTER = '''
def field_of(layers, unit):
    """Return (first, last) input that the unit sees."""
    size, jump, start = 1, 1, 0
    for kernel, stride, padding in layers:
        jump *= stride
        size += (kernel - 1) * jump
        start -= padding
    first = start + unit * jump
    return first, first + size - 1
'''

SOLUTION = '''
def field_of(layers, unit):
    """Return (first, last) input that the unit sees."""
    size, jump, start = 1, 1, 0
    for kernel, stride, padding in layers:
        size += (kernel - 1) * jump
        start -= padding * jump
        jump *= stride
    first = start + unit * jump
    return first, first + size - 1
'''


def reference(layers, unit):
    stack = [specs.Convolution(1, k, stride=s, padding=p) for k, s, p in layers]
    return tuple(receptive_field.field_grid(stack).field(unit, unit).rows)


def followed(layers, unit, early_size=False, plain_padding=False, early_padding=False):
    size, jump, start = 1, 1, 0
    for k, s, p in layers:
        before, jump = jump, jump * s
        size += (k - 1) * (jump if early_size else before)
        start -= p * (1 if plain_padding else jump if early_padding else before)
    first = start + unit * jump
    return first, first + size - 1


def sized(layers, unit):
    first, last = reference(layers, unit)
    return first, last - first + 1


CAUSES = (
    Cause(
        "as-given",
        "The jump grows last, and padding counts in jumps.",
        lambda layers, unit: followed(layers, unit, True, True),
    ),
    Cause(
        "padding-not-scaled",
        "Padding in a later layer is several inputs wide.",
        lambda layers, unit: followed(layers, unit, plain_padding=True),
    ),
    Cause(
        "own-stride-counted",
        "A layer's own stride counts for the layers above it.",
        lambda layers, unit: followed(layers, unit, early_size=True),
    ),
    Cause(
        "own-stride-counted",
        "A layer's own stride counts for the layers above it.",
        lambda layers, unit: followed(layers, unit, early_size=True, early_padding=True),
    ),
    Cause(
        "padding-early",
        "Padding counts in jumps of the layer's own input, before its stride.",
        lambda layers, unit: followed(layers, unit, early_padding=True),
    ),
    Cause("unit-from-one", "Units count from 0.", lambda layers, unit: reference(layers, unit - 1)),
    Cause(
        "last-off-by-one",
        "The last place is first + size − 1.",
        lambda layers, unit: (reference(layers, unit)[0], reference(layers, unit)[1] + 1),
    ),
    Cause("size-for-last", "The last place is asked for, not the size.", sized),
    Cause(
        "unit-not-scaled",
        "Neighboring units lie `jump` inputs apart.",
        lambda layers, unit: tuple(place + unit for place in reference(layers, 0)),
    ),
)


def draw(rng):
    k = [int(n) for n in rng.permutation([3, 5, 7])]
    unit = int(rng.integers(2, 9))
    return [
        ("two strides", {"layers": ((k[0], 2, 1), (k[1], 2, 2)), "unit": unit}),
        ("three layers", {"layers": ((k[2], 3, 3), (k[0], 1, 1), (k[1], 2, 1)), "unit": unit + 1}),
    ]


WRONG = [
    edited("padding-not-scaled", "padding * jump", "padding"),
    edited(
        "own-stride-counted",
        "        size +=",
        "        jump *= stride\n        size +=",
        "padding * jump\n        jump *= stride\n",
        "padding * jump\n",
    ),
    edited(
        "padding-early",
        "        start -= padding * jump\n        jump *= stride\n",
        "        jump *= stride\n        start -= padding * jump\n",
    ),
    edited("unit-from-one", "unit * jump", "(unit - 1) * jump"),
    edited("last-off-by-one", "size - 1", "size"),
    edited("size-for-last", "first, first + size - 1", "first, size"),
    edited("unit-not-scaled", "unit * jump", "unit"),
]

RIGHT = [
    """
    def field_of(layers, unit):
        first = last = unit
        for kernel, stride, padding in reversed(layers):
            first = first * stride - padding
            last = last * stride - padding + kernel - 1
        return first, last
    """,
    """
    def field_of(layers, unit):
        seen = {unit}
        for kernel, stride, padding in layers[::-1]:
            seen = {u * stride - padding + i for u in seen for i in range(kernel)}
        return np.array([min(seen), max(seen)])
    """,
]

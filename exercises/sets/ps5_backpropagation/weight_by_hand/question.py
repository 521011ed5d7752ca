"""The gradient of a filter: which inputs did each weight meet?"""

import numpy as np

GIVEN = """
x = {x}
grad_output = {grad_output}
"""


def values(rng):
    x = [int(n) for n in rng.permutation(np.arange(-9, 10))[:5]]
    grad = [int(n) for n in rng.permutation([-3, -2, -1, 2, 3, 4])[:4]]
    return {"x": x, "grad_output": grad}


def met(v, start, grad=None):
    grad = grad or v["grad_output"]
    return sum(g * x for g, x in zip(grad, v["x"][start:], strict=False))


def answer(v):
    return met(v, 0), met(v, 1)


MISTAKES = {
    "weights-swapped": (
        "The first weight meets the inputs from the first on.",
        lambda v: (met(v, 1), met(v, 0)),
    ),
    "gradient-reversed": (
        "Output a is fed by inputs a and a + 1, in this order.",
        lambda v: tuple(met(v, k, v["grad_output"][::-1]) for k in (0, 1)),
    ),
    "gradient-ignored": (
        "Each product is weighted by the gradient of its output.",
        lambda v: (sum(v["x"][:-1]), sum(v["x"][1:])),
    ),
    "first-output-only": (
        "A weight takes part in all outputs: add over them.",
        lambda v: (v["grad_output"][0] * v["x"][0], v["grad_output"][0] * v["x"][1]),
    ),
}

"""Random settings, up to the limits of every explorer: what is shown is what `cnnlib` computes.

The numbers are compared as text, to the last shown digit.
"""

import numpy as np
import pytest

from cnnlib.explorers import GradientRouting, PoolingExplorer, ReceptiveField, SlideKernel, svg

RNG = np.random.default_rng(11)
READ = """(element, names) => names.map(name => [
    ...element.shadowRoot.querySelectorAll(`[role=grid][aria-label="${name}"] [role=gridcell]`)
].map(cell => cell.querySelector("input")?.value ?? cell.textContent))"""


def matrix(rng, low, high):
    """Draw a matrix of whole numbers, or of numbers with any decimals, as large as allowed."""
    shape = rng.integers(low, high + 1, 2)
    whole = rng.integers(-99, 100, shape)
    return whole if rng.random() < 0.5 else whole / rng.choice([3, 7, 8])


def pair(rng, low, high):
    return tuple(map(int, rng.integers(low, high + 1, 2)))


def slide(rng):
    padding = "full" if rng.random() < 0.3 else pair(rng, 0, 3)
    stride, dilation, flip = pair(rng, 1, 3), pair(rng, 1, 3), rng.random() < 0.5
    return SlideKernel(matrix(rng, 3, 9), matrix(rng, 1, 5), stride, padding, dilation, flip)


def pool(rng):
    kind, counted = str(rng.choice(["max", "mean", "l2"])), rng.random() < 0.5
    return PoolingExplorer(
        matrix(rng, 2, 9), pair(rng, 1, 4), pair(rng, 1, 4), pair(rng, 0, 2), kind, counted
    )


def route(rng):
    kind = str(rng.choice(["conv", "max", "both"]))
    stride, padding = pair(rng, 1, 2), pair(rng, 0, 1)
    return GradientRouting(matrix(rng, 2, 5), matrix(rng, 1, 3), kind, stride, padding)


def field(rng):
    limits = (11, 4, 5, 8)
    layers = [
        ("conv", *(int(rng.integers(key != 2, most + 1)) for key, most in enumerate(limits)))
        for _ in range(rng.integers(1, 4))
    ]
    return ReceptiveField(layers, n=int(rng.integers(4, 41)))


def valid(draw, count):
    """Draw explorers until so many are allowed and have an output."""
    found = []
    while len(found) < count:
        try:
            explorer = draw(RNG)
            (explorer.fields if draw is field else explorer.output)()
            found.append(explorer)
        except ValueError:
            continue
    return found


def texts(values):
    return [svg.number(value) for value in np.ravel(values)]


@pytest.mark.parametrize("draw", [slide, pool])
def test_outputs_are_those_of_the_library(show, draw):
    explorers = valid(draw, 25)
    page = show(*explorers)
    for explorer, element in zip(explorers, page.locator(explorers[0].tag).all(), strict=True):
        cells = element.get_by_role("grid", name="Output").get_by_role("gridcell")
        cells.last.evaluate("cell => cell.click()")
        assert element.evaluate(READ, ["Output"]) == [texts(explorer.output())], explorer


def test_gradients_are_those_of_the_library(show):
    explorers = valid(route, 25)
    page = show(*explorers)
    for explorer, element in zip(explorers, page.locator(explorers[0].tag).all(), strict=True):
        grad_x, grad_weight = explorer.gradients()
        expected = {"Output z": explorer.output(), "Gradient of z": explorer.grad_output}
        expected |= {"Gradient of x": grad_x}
        if grad_weight is not None:
            expected |= {"Weight w": explorer.weight, "Gradient of w": grad_weight}
        shown = element.evaluate(READ, list(expected))
        assert shown == [texts(values) for values in expected.values()], explorer


def test_fields_are_those_of_the_library(show):
    explorers = valid(field, 25)
    page = show(*explorers)
    for explorer, element in zip(explorers, page.locator(explorers[0].tag).all(), strict=True):
        shown = element.locator(".result").all_inner_texts()
        assert shown == texts([list(row.values()) for row in explorer.fields()]), explorer

"""Random settings, up to the limits of every explorer: what is shown is what `cnnlib` computes.

The numbers are compared as text, to the last shown digit. "The same in code" is run, too.
"""

import contextlib
import io

import numpy as np
import pytest

from cnnlib.explorers import (
    GradientRouting,
    PoolingExplorer,
    ReceptiveField,
    SlideKernel,
    UpConvolution,
    svg,
)

STATES = 100
CODE = "element => element.shadowRoot.querySelector('.code code').textContent"
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
    stride, dilation, flip = pair(rng, 1, 8), pair(rng, 1, 3), rng.random() < 0.5
    return SlideKernel(matrix(rng, 3, 9), matrix(rng, 1, 5), stride, padding, dilation, flip)


def pool(rng):
    kind, counted = str(rng.choice(["max", "mean", "l2"])), rng.random() < 0.5
    return PoolingExplorer(
        matrix(rng, 2, 9), pair(rng, 1, 4), pair(rng, 1, 4), pair(rng, 0, 2), kind, counted
    )


def stamp(rng):
    steps = str(rng.choice(["input", "output"]))
    sizes = pair(rng, 1, 3), pair(rng, 0, 4), pair(rng, 0, 2)
    return UpConvolution(matrix(rng, 1, 5), matrix(rng, 1, 5), *sizes, steps)


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


def valid(draw, count=STATES):
    """Draw explorers until so many are allowed and have an output."""
    found, rng = [], np.random.default_rng(11)
    while len(found) < count:
        try:
            explorer = draw(rng)
            (explorer.fields if draw is field else explorer.output)()
            found.append(explorer)
        except ValueError:
            continue
    return found


def texts(values):
    return [svg.number(value) for value in np.ravel(values)]


def shows(shown, values):
    """Tell whether texts are those of numbers; sums in another order may turn a half."""
    near = [
        {svg.number(value), svg.number(value - 1e-9), svg.number(value + 1e-9)}
        for value in np.ravel(values)
    ]
    return len(shown) == len(near) and all(map(set.__contains__, near, shown))


def results(element):
    """Run the code that an explorer prints; return what it computes, by name."""
    names = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(element.evaluate(CODE), names)
    assert printed.getvalue()
    return names


@pytest.mark.parametrize("draw", [slide, pool, stamp])
def test_outputs_are_those_of_the_library_and_of_the_printed_code(show, draw):
    explorers = valid(draw)
    page = show(*explorers)
    for explorer, element in zip(explorers, page.locator(explorers[0].tag).all(), strict=True):
        cells = element.get_by_role("grid", name="Output").get_by_role("gridcell")
        cells.last.evaluate("cell => cell.click()")
        (shown,) = element.evaluate(READ, ["Output"])
        assert shows(shown, explorer.output()), explorer
        np.testing.assert_array_equal(results(element)["output"], explorer.output())


def test_gradients_are_those_of_the_library_and_of_the_printed_code(show):
    explorers = valid(route)
    page = show(*explorers)
    for explorer, element in zip(explorers, page.locator(explorers[0].tag).all(), strict=True):
        grad_x, grad_weight = explorer.gradients()
        expected = {"Output z": explorer.output(), "Gradient of z": explorer.grad_output}
        expected |= {"Gradient of x": grad_x}
        if grad_weight is not None:
            expected |= {"Weight w": explorer.weight, "Gradient of w": grad_weight}
        shown = element.evaluate(READ, list(expected))
        assert all(map(shows, shown, expected.values())), explorer
        computed = results(element)
        for name, value in {"z": explorer.output()[None], "grad_x": grad_x}.items():
            np.testing.assert_array_equal(computed[name], value.reshape(computed[name].shape))
        if grad_weight is not None:
            np.testing.assert_array_equal(computed["grad_weight"], grad_weight)


def test_fields_are_those_of_the_library_and_of_the_printed_code(show):
    explorers = valid(field)
    page = show(*explorers)
    for explorer, element in zip(explorers, page.locator(explorers[0].tag).all(), strict=True):
        shown = element.locator(".result").all_inner_texts()
        expected = [list(row.values()) for row in explorer.fields()]
        assert shown == texts(expected)
        assert [list(row) for row in results(element)["table"]] == expected

"""Random settings, up to the limits of every explorer: what is shown is what `cnnlib` computes.

The numbers are compared as text, to the last shown digit. "The same in code" is run, too.
"""

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
from tests.explorers.reading import in_each_state, run

STATES = 100
# At the last step all outputs are shown: as cells, or as a text for each row of a wide grid.
READ_OUTPUT = """element => {
  element.player.go(element.player.count - 1);
  const grid = element.shadowRoot.querySelector('[role=grid][aria-label="Output"]');
  const rows = [...grid.querySelectorAll(".texts > div")].map(row => row.textContent);
  if (rows.length) return rows.join(" ").trim().split(/ +/);
  return [...grid.querySelectorAll("[role=gridcell]")].map(cell => cell.textContent);
}"""
READ_GRIDS = """element => Object.fromEntries(
  [...element.shadowRoot.querySelectorAll("[role=grid]")].map(grid => [grid.ariaLabel,
    [...grid.querySelectorAll("[role=gridcell]")].map(
      cell => cell.querySelector("input")?.value ?? cell.textContent)]))"""
READ_FIELDS = """element => [...element.shadowRoot.querySelectorAll(".result")].map(
  one => one.textContent)"""


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
    most = rng.choice([9, 32])
    return SlideKernel(matrix(rng, 3, most), matrix(rng, 1, 5), stride, padding, dilation, flip)


def pool(rng):
    kind, counted = str(rng.choice(["max", "mean", "l2"])), rng.random() < 0.5
    return PoolingExplorer(
        matrix(rng, 2, rng.choice([9, 32])),
        pair(rng, 1, 4),
        pair(rng, 1, 4),
        pair(rng, 0, 2),
        kind,
        counted,
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


def seen(one, draw, reader):
    """Yield drawn explorers, what each shows on a page, and what its code computes."""
    explorers = valid(draw)
    shown = in_each_state(one(explorers[0]), explorers, reader)
    for explorer, (values, code) in zip(explorers, shown, strict=True):
        names, printed = run(code)
        assert printed
        yield explorer, values, names


@pytest.mark.parametrize("draw", [slide, pool, stamp])
def test_outputs_are_those_of_the_library_and_of_the_printed_code(one, draw):
    sizes = set()
    for explorer, shown, computed in seen(one, draw, READ_OUTPUT):
        assert shows(shown, explorer.output()), explorer
        np.testing.assert_array_equal(computed["output"], explorer.output())
        sizes |= {*explorer.output().shape}
    assert {1, 2, 3} < sizes
    assert max(sizes) > (30 if draw is pool else 12)


def test_gradients_are_those_of_the_library_and_of_the_printed_code(one):
    for explorer, shown, computed in seen(one, route, READ_GRIDS):
        grad_x, grad_weight = explorer.gradients()
        expected = {"Output z": explorer.output(), "Gradient of z": explorer.grad_output}
        expected |= {"Gradient of x": grad_x}
        if grad_weight is not None:
            expected |= {"Weight w": explorer.weight, "Gradient of w": grad_weight}
        assert all(shows(shown[name], values) for name, values in expected.items()), explorer
        for name, value in {"z": explorer.output()[None], "grad_x": grad_x}.items():
            np.testing.assert_array_equal(computed[name], value.reshape(computed[name].shape))
        if grad_weight is not None:
            np.testing.assert_array_equal(computed["grad_weight"], grad_weight)


def test_fields_are_those_of_the_library_and_of_the_printed_code(one):
    for explorer, shown, computed in seen(one, field, READ_FIELDS):
        expected = [list(row.values()) for row in explorer.fields()]
        assert shown == texts(expected)
        assert [list(row) for row in computed["table"]] == expected

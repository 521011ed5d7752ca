"""The architecture builder: its table against the library, its code, misfits in words, editing."""

import numpy as np
import pytest

from cnnlib import receptive_field, specs
from cnnlib.explorers import ArchitectureBuilder
from cnnlib.explorers.architecture import FAMOUS
from cnnlib.explorers.layer_lists import specify
from cnnlib.specs.tables import shortened
from tests.explorers.reading import in_each_state, run
from tests.explorers.test_agreement import STATES

TABLE = """element => [...element.shadowRoot.querySelectorAll("tbody tr")].map((row) => (
  [...row.querySelectorAll("td")].map((cell) => cell.title || cell.textContent)))"""
SHORT = """element => [...element.shadowRoot.querySelectorAll("tbody tr")].map((row) => (
  [...row.querySelectorAll("td")].slice(1, 4).map((cell) => cell.textContent)))"""


def drawn_layers(rng):
    """Draw layers with any numbers; most stacks fit, some do not."""
    numbers = {
        "conv": lambda: [4 * rng.integers(1, 25), *window(8), rng.choice([1, 1, 2, 4])],
        "max": lambda: [*window(5), rng.integers(2)],
        "mean": lambda: [*window(5), rng.integers(2)],
        "dense": lambda: [rng.integers(1, 4097)],
        "block": lambda: [rng.choice([8, 16, 32]), rng.integers(1, 5)],
        "bottleneck": lambda: [rng.choice([8, 16, 32]), rng.integers(1, 5), rng.integers(2)],
    }
    window = lambda most: [rng.integers(1, most), rng.integers(1, 4), rng.integers(6)]  # noqa: E731
    common = ["conv"] * 4 + ["max", "mean", "block", "bottleneck", "norm", "relu", "tanh", "lrn"]
    for _ in range(rng.integers(1, 12)):
        kind = str(rng.choice([*common, "relu6", "dense", "global"]))
        yield [kind, *map(int, numbers.get(kind, list)())]


def drawn(count, fits=True):
    """Draw so many explorers whose layers fit, or whose layers do not."""
    rng, found = np.random.default_rng(8), []
    while len(found) < count:
        size = int(rng.integers(1, 129))
        network = specify("drawn", [*drawn_layers(rng)], (int(rng.integers(1, 65)), size, size))
        explorer = ArchitectureBuilder(network)
        try:
            explorer.rows()
        except ValueError:
            if not fits:
                found.append(explorer)
            continue
        if fits:
            found.append(explorer)
    return found


def written(row, first):
    """Write a row of `rows()` in full, as the table and its titles do."""
    c, h, w = row["output"]
    shape = str(c) if (h, w) == (1, 1) and not first else f"{c}×{h}×{w}"
    numbers = (row[key] for key in ("parameters", "macs", "bytes", "field"))
    return [shape, *(f"{number:,}" for number in numbers)]


def test_rows_are_those_of_the_library_and_of_the_printed_code(one):
    explorers = [*map(ArchitectureBuilder, FAMOUS), *drawn(STATES)]
    seen = in_each_state(one(ArchitectureBuilder()), explorers, TABLE)
    for explorer, (shown, code) in zip(explorers, seen, strict=True):
        rows = explorer.rows()
        expected = [written(row, first=level == 0) for level, row in enumerate(rows)]
        assert shown == expected, explorer
        names, printed = run(code)
        assert str(names["net"].table()) in printed
        total = names["net"].table().total
        assert total.parameters == sum(row["parameters"] for row in rows)
        assert total.macs == sum(row["macs"] for row in rows)
        assert names["net"].bytes() == sum(row["bytes"] for row in rows)
        assert names["fields"] == [row["field"] for row in rows[1:]]


def test_what_does_not_fit_is_said_for_the_layer_that_the_library_refuses(one):
    explorers = drawn(40, fits=False)
    reader = f"""element => [({TABLE})(element),
      element.shadowRoot.querySelector(".notice").textContent]"""
    seen = in_each_state(one(ArchitectureBuilder()), explorers, reader)
    for explorer, ((cells, words), _) in zip(explorers, seen, strict=True):
        first = next(n for n in range(1, 13) if not fits(explorer, n))
        assert words.startswith(f"Layer {first}, "), explorer
        assert "does not fit" in words
        assert all("–" not in row for row in cells[:first])
        assert all(row == ["–"] * 5 for row in cells[first:])


def fits(explorer, count):
    """Tell whether the first layers have an output."""
    shape = explorer.network.input_shape
    try:
        return bool(specify("part", explorer.layers[:count], shape).output_shape)
    except ValueError:
        return False


@pytest.mark.parametrize("name", FAMOUS)
def test_a_famous_network_keeps_its_numbers(name):
    network, explorer = FAMOUS[name], ArchitectureBuilder(name)
    rebuilt = specify(network.name, explorer.layers, network.input_shape)
    for key in ("parameters", "macs", "activations", "output_shape"):
        assert getattr(rebuilt, key) == getattr(network, key)
    sizes = [grid.size for _, grid in receptive_field.field_table(network).rows]
    assert receptive_field.field_table(rebuilt).rows[-1][1].size == sizes[-1]


def test_published_counts(one):
    element = one(ArchitectureBuilder("resnet18"))
    assert element.locator("tfoot td").nth(1).get_attribute("title") == "11,689,512"
    element.get_by_role("combobox", name="Network").select_option("vgg16")
    assert element.locator("tfoot td").nth(1).get_attribute("title") == "138,357,544"
    last = element.evaluate(TABLE)[31]
    assert last == ["512×7×7", "0", "0", "100,352", "212"]  # the last pooling


def test_numbers_are_shortened_as_in_the_tables_of_the_library(one):
    for name in ("lenet", "alexnet", "resnet18"):
        rows = ArchitectureBuilder(name).rows()
        keys = ("parameters", "macs", "bytes")
        expected = [[shortened(row[key]) for key in keys] for row in rows]
        assert one(ArchitectureBuilder(name)).evaluate(SHORT) == expected


def test_a_layer_is_worked_out(one):
    element = one(ArchitectureBuilder("lenet"))
    element.get_by_role("button", name="4 conv 5×5, 16", exact=True).click()
    lines = element.locator(".lines").inner_text()
    assert "⌊(14 + 2·0 − 5) / 1⌋ + 1 = 10" in lines
    assert "16·(6·5·5 + 1) = 2,416" in lines
    assert "16·6·5·5 · 10·10 = 240,000" in lines
    assert "6 + (5 − 1)·2 = 14" in lines
    said = element.locator("[aria-live=polite]").text_content()
    assert said == (
        "Layer 4, conv 5×5, 16: output 16 by 10 by 10, 2,416 parameters, 240,000 multiply-adds, "
        "field 14."
    )


def test_layers_are_added_changed_moved_and_removed_by_keys(show):
    page = show(ArchitectureBuilder(specify("small", [["relu"]], (2, 8, 8))))
    element = page.locator("cnn-architecture")
    press = lambda name: element.get_by_role("button", name=name, exact=True).press("Enter")  # noqa: E731
    press("Add a layer after it")
    element.get_by_label("Filters", exact=True).press("ArrowUp")
    assert element.evaluate(TABLE)[2] == ["17×8×8", "323", "19,584", "4,352", "3"]
    press("Move it up")
    names = element.locator("button.name")
    assert names.all_inner_texts() == ["1 conv 3×3, 17", "2 ReLU"]
    element.get_by_label("Kind of the layer").select_option("block")
    assert names.all_inner_texts() == ["1 block 16", "2 ReLU"]
    press("Remove it")
    press("Remove it")
    assert names.all_inner_texts() == ["1 ReLU"]
    said = element.locator("[aria-live=polite]")
    assert said.text_content() == "The last layer stays: a network has at least one."
    press("Move it down")
    assert said.text_content() == "It is the last layer already."


def test_a_misfit_is_explained_and_mended(one):
    layers = [["conv", 8, 5, 4, 0, 1], ["max", 4, 4, 0, 0], ["max", 3, 3, 0, 0]]
    explorer = ArchitectureBuilder(specify("wrong", layers, (3, 32, 32)))
    element = one(explorer)
    words = (
        "Layer 3, max pool 3×3, does not fit: its window spans 3 rows, and what reaches it has "
        "only 1. Take a smaller window, more padding, a larger input, or fewer strides before it."
    )
    assert element.locator(".notice").inner_text() == words
    assert element.locator("[aria-live=polite]").text_content() == words
    assert "Not all layers fit" in explorer._repr_html_()
    element.get_by_label("Input size", exact=True).fill("96")
    assert element.locator(".notice").is_hidden() is False
    element.get_by_label("Input size", exact=True).press("Enter")
    assert element.locator(".notice").is_hidden()


def test_groups_that_do_not_divide_are_explained_and_mended(one):
    layers = [["conv", 6, 3, 1, 1, 1], ["conv", 8, 3, 1, 1, 4]]
    element = one(ArchitectureBuilder(specify("grouped", layers, (3, 8, 8))))
    words = (
        "Layer 2, conv 3×3, 8, 4 groups, does not fit: its 4 groups must divide the 6 channels "
        "that reach it and its 8 filters. Take another number of groups, or 1."
    )
    assert element.locator(".notice").inner_text() == words
    element.get_by_role("button", name="2 conv 3×3, 8, 4 groups", exact=True).click()
    groups = element.get_by_label("Groups", exact=True)
    groups.press("ArrowDown")
    assert "its 3 groups" in element.locator(".notice").inner_text()
    groups.press("ArrowDown")
    assert element.locator(".notice").is_hidden()
    assert element.evaluate(TABLE)[2] == ["8×8×8", "224", "13,824", "2,048", "5"]
    assert "8·((6 / 2)·3·3 + 1) = 224" in element.locator(".lines").inner_text()


def test_sizes_are_rounded_up_on_demand(one):
    layers = [["max", 3, 2, 0, 0], ["max", 2, 3, 1, 1]]
    element = one(ArchitectureBuilder(specify("pools", layers, (4, 8, 8))))
    assert "⌊(8 + 2·0 − 3) / 2⌋ + 1 = 3" in element.locator(".lines").inner_text()
    element.get_by_label("Sizes rounded up", exact=True).check()
    assert "⌈(8 + 2·0 − 3) / 2⌉ + 1 = 4" in element.locator(".lines").inner_text()
    assert [row[0] for row in element.evaluate(TABLE)] == ["4×8×8", "4×4×4", "4×2×2"]
    element.get_by_role("button", name="2 max pool 2×2", exact=True).click()
    lines = element.locator(".lines").inner_text()
    assert "⌈(4 + 2·1 − 2) / 3⌉ + 1 = 3, less one window in the padding alone: 2" in lines


def test_a_bottleneck_is_worked_out(one):
    element = one(ArchitectureBuilder(specify("one", [["bottleneck", 8, 2, 0]], (16, 8, 8))))
    lines = element.locator(".lines").inner_text()
    total = 16 * 8 + 8 * 8 * 9 + 8 * 32 + 16 * 32 + 2 * (2 * 8 + 2 * 32)
    assert f"16·8 + 8·8·3·3 + 8·32 + 16·32 + 2·(2·8 + 2·32) = {total:,}" in lines
    assert "16·8 · 4·4 + (8·8·3·3 + 8·32 + 16·32) · 4·4 = 23,552" in lines
    element.get_by_label("Stride in the 3×3", exact=True).check()
    assert "16·8 · 8·8 + " in element.locator(".lines").inner_text()
    assert "1 + 2·1 = 3" in element.locator(".lines").inner_text()


@pytest.mark.parametrize(
    ("network", "message"),
    [
        ("lenet9", "network must be one of"),
        (specs.googlenet(), "no branches but those of residual blocks"),
        (specs.efficientnet_lite0(), "square windows and padding in numbers"),
        (specs.resnet(152), "1 to 40 layers, got 56"),
        (specify("many", [["conv", 4097, 1, 1, 0, 1]], (1, 4, 4)), "filters must be at most 4096"),
        (specify("large", [["relu"]], (3, 600, 600)), "at most 64 channels and 512 rows"),
        (specify("wide", [["dense", 5000]], (3, 6, 6)), "units must be at most 4096"),
        (specify("empty", [], (3, 6, 6)), "1 to 40 layers, got 0"),
        (
            specs.Network("free", specs.Sequence(specs.Convolution(2, 1, bias=False)), (1, 4, 4)),
            "unless a batch normalization follows",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused(network, message):
    with pytest.raises(ValueError, match=message):
        ArchitectureBuilder(network)


def test_a_wrong_type_is_refused():
    with pytest.raises(TypeError, match="a name or a specs"):
        ArchitectureBuilder([["relu"]])

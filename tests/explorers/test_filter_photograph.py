"""Filters on photographs: all pixels against `cnnlib.ops`; a picture of one's own stays here."""

import io
import re

import numpy as np
import pytest
from PIL import Image

from cnnlib.explorers import FilterPhotograph
from cnnlib.explorers.filter_photograph import PHOTOGRAPHS, VIEWS, pixels
from tests.explorers.reading import in_each_state, run

STATES = 100
# A checksum of all outputs, their ends, what is written of one pixel, and colors of the canvas.
READ = r"""(element) => {
  const { values, rows, columns } = element.output;
  const weights = values.map((value, at) => value * (1 + (at % 7)));
  const canvas = element.canvas.getContext("2d").getImageData(0, 0, columns, rows).data;
  const colors = [0, Math.floor(values.length / 2), values.length - 1];
  return {
    rows, columns, sum: weights.reduce((sum, value) => sum + value, 0),
    range: element.range.textContent,
    some: colors.map((at) => values[at]), at: element.at,
    pixel: element.sum.querySelector(".total").textContent,
    colors: colors.map((at) => [...canvas.slice(4 * at, 4 * at + 3)]),
    terms: element.sum.querySelectorAll(".term").length,
  };
}"""


class Placed(FilterPhotograph):
    """The same with a chosen pixel, as an address gives it."""

    def __init__(self, at, **settings):
        super().__init__(**settings)
        self.at = at

    def config(self):
        """Return a state with its extras."""
        return {**super().config(), "at": self.at}


def drawn(count):
    """Draw kernels of whole numbers, or with decimals, on each photograph."""
    rng = np.random.default_rng(71)
    for _ in range(count):
        size = int(rng.choice([3, 5]))
        kernel = rng.integers(-9, 10, (size, size))
        yield Placed(
            rng.integers(0, 129, 2).tolist(),
            photo=str(rng.choice([*PHOTOGRAPHS])),
            kernel=kernel if rng.random() < 0.6 else kernel / 8,
            divisor=int(rng.integers(1, 257)),
            view=str(rng.choice(VIEWS)),
        )


def test_outputs_are_those_of_the_library_and_of_the_printed_code(one):
    explorers = [*drawn(STATES)]
    seen = in_each_state(one(FilterPhotograph()), explorers, READ)
    for explorer, (shown, code) in zip(explorers, seen, strict=True):
        output = explorer.output()
        rows, columns = output.shape
        assert (shown["rows"], shown["columns"]) == (rows, columns)
        flat = output.ravel()
        weighted = flat * (1 + np.arange(flat.size) % 7)
        np.testing.assert_allclose(shown["sum"], weighted.sum(), rtol=1e-9, atol=1e-6)
        places = [0, flat.size // 2, flat.size - 1]
        np.testing.assert_allclose(shown["some"], flat[places], rtol=1e-12, atol=1e-12)
        check_words(explorer, shown, output)
        check_colors(explorer.view, shown["colors"], flat[places], np.abs(flat).max())
        names, _ = run(code)
        np.testing.assert_allclose(names["output"], output, rtol=1e-12, atol=1e-12)


def number(text):
    return float(text.replace("\N{MINUS SIGN}", "-"))


def check_words(explorer, shown, output):
    """The chosen pixel lies in the output, and its value and the ends are written."""
    row, column = (min(at, size - 1) for at, size in zip(explorer.at, output.shape, strict=True))
    assert shown["at"] == [row, column]
    assert number(shown["pixel"]) == pytest.approx(output[row, column], abs=0.00501)
    assert shown["terms"] == explorer.kernel.size
    low, high = re.search(r"from (\S+) to (\S+)\.$", shown["range"]).groups()
    assert number(low) == pytest.approx(output.min(), abs=0.00501)
    assert number(high) == pytest.approx(output.max(), abs=0.00501)


def check_colors(view, colors, values, most):
    """Colors of three pixels, as the chosen view makes them of their values."""
    for color, value in zip(colors, values, strict=True):
        if view == "signed":
            ink = np.array([47, 127, 193] if value < 0 else [200, 105, 28])
            expected = 245 + (ink - 245) * min(1, abs(value) / most)
        else:
            part = value / 255 if view == "clip" else abs(value) / most
            expected = np.full(3, 255 * min(max(part, 0), 1))
        np.testing.assert_allclose(color, expected, atol=0.51)


def own_picture(rows, columns, kind="PNG"):
    """Return a picture in color as a file, and its pixels."""
    rng = np.random.default_rng(3)
    coarse = rng.integers(0, 256, (-(-rows // 8), -(-columns // 8), 3), dtype=np.uint8)
    image = np.kron(coarse, np.ones((8, 8, 1), np.uint8))[:rows, :columns]
    file = io.BytesIO()
    Image.fromarray(image).save(file, kind)
    return file.getvalue(), image


@pytest.mark.parametrize("size", [(300, 500), (100, 40), (1200, 90)])
def test_a_picture_of_ones_own_is_read_shrunk_and_filtered(show, tmp_path, size, monkeypatch):
    page = show(FilterPhotograph())
    element = page.locator("cnn-filter-photograph")
    content, _ = own_picture(*size)
    tmp_path.joinpath("mine.png").write_bytes(content)
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    element.locator("input[type=file]").set_input_files(tmp_path / "mine.png")
    said = element.locator("[aria-live=polite]")
    element.locator("[aria-live=polite]", has_text="Your picture").wait_for(state="attached")
    monkeypatch.chdir(tmp_path)
    names, _ = run(element.evaluate("e => e.code().join('\\n')"))
    x, output = names["x"][0], names["output"]
    assert f"Your picture, {x.shape[0]} rows and {x.shape[1]} columns." in said.text_content()
    assert max(x.shape) <= 128
    shown = element.evaluate("e => [[...e.picture().bytes], [...e.output.values]]")
    np.testing.assert_array_equal(shown[0], x.ravel())
    np.testing.assert_allclose(shown[1], output.ravel(), atol=1e-9)
    assert requests == []
    assert element.evaluate("e => e.state().photo") == "china"  # what a link shows


def test_a_file_that_is_no_picture_is_refused_in_words(show, tmp_path):
    page = show(FilterPhotograph())
    element = page.locator("cnn-filter-photograph")
    before = element.evaluate("e => [...e.output.values]")
    narrow, _ = own_picture(2, 300)
    files = {"notes.txt": (b"no picture", "is no picture that this browser can read")}
    files["strip.png"] = (narrow, "is too narrow: after shrinking it needs at least 8")
    for name, (content, words) in files.items():
        tmp_path.joinpath(name).write_bytes(content)
        element.locator("input[type=file]").set_input_files(tmp_path / name)
        notice = element.locator(".notice", has_text=words)
        notice.wait_for()
        assert notice.inner_text().startswith(f"“{name}” ")
        assert element.evaluate("e => [...e.output.values]") == before


def test_a_pixel_is_chosen_by_click_and_by_key(show):
    page = show(FilterPhotograph())
    element = page.locator("cnn-filter-photograph")
    output = element.get_by_role("slider", name="Output")
    box = output.bounding_box()
    output.click(position={"x": box["width"] * 0.504, "y": box["height"] / 2})
    assert element.evaluate("e => e.at") == [41, 63]
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowRight")
    value = FilterPhotograph().output()[49, 64]
    said = element.locator("[aria-live=polite]").text_content().replace("\N{MINUS SIGN}", "-")
    assert said == f"Output, row 49, column 64: {value:g}."


def test_a_kernel_is_chosen_edited_and_resized(one):
    element = one(FilterPhotograph())
    element.get_by_role("combobox", name="Kernel", exact=True).select_option("gauss")
    assert element.get_by_role("spinbutton", name="Divide by").input_value() == "256"
    assert element.get_by_role("combobox", name="Kernel size").input_value() == "5"
    element.get_by_role("combobox", name="Kernel size").select_option("3")
    weights = element.get_by_role("grid", name="Kernel weights").get_by_role("textbox")
    assert [one.input_value() for one in weights.all()] == [
        "16",
        "24",
        "16",
        "24",
        "36",
        "24",
        "16",
        "24",
        "16",
    ]
    weights.first.fill("-8")
    assert element.evaluate("e => e.kernel[0][0]") == -8
    assert element.get_by_role("combobox", name="Kernel", exact=True).input_value() == "own"


def test_work_is_bounded():
    """At most 128 by 128 pixels and 25 weights: some 400,000 products a change."""
    assert all(max(pixels(name).shape) <= 128 for name in PHOTOGRAPHS)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"photo": "dog"}, "photo must be one of"),
        ({"view": "red"}, "view must be one of"),
        ({"kernel": np.ones((4, 4))}, "kernel must be 3 by 3 or 5 by 5"),
        ({"kernel": np.ones((3, 5))}, "kernel must be 3 by 3 or 5 by 5"),
        ({"divisor": 0}, "divisor"),
        ({"divisor": 300}, "divisor must be at most 256"),
    ],
)
def test_bad_arguments_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        FilterPhotograph(**settings)

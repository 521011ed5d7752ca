"""Formulas are typeset while the site is built: drawn, spoken, kept, and refused where wrong."""

import re

import pytest
from course_math import Typesetter, display_tex


@pytest.fixture
def typesetter(tmp_path):
    opened = Typesetter(tmp_path / "store.json")
    yield opened
    opened.close()


def test_a_formula_is_a_drawing_and_mathml(typesetter):
    formula = typesetter.typeset(r"x_1 + \frac{a}{b}")
    assert formula["mathml"] == (
        "<math><msub><mi>x</mi><mn>1</mn></msub><mo>+</mo>"
        "<mfrac><mi>a</mi><mi>b</mi></mfrac></math>"
    )
    assert re.match(r'<svg aria-hidden="true" width="[\d.]+ex" height="[\d.]+ex"', formula["svg"])
    assert formula["svg"].count("<use") == 5
    assert formula["svg"].count("<rect") == 1  # the line of the fraction
    assert "<g data" not in formula["svg"]


def test_display_is_larger_than_inline(typesetter):
    tex = r"\sum_{i=0}^{n} i"

    def height(display):
        svg = typesetter.typeset(tex, display)["svg"]
        return float(re.search(r'height="([\d.]+)ex"', svg)[1])

    assert height(display=True) > 1.5 * height(display=False)


def test_each_outline_stands_once(typesetter):
    html = typesetter.typeset("x + x")["svg"] + typesetter.typeset("x - y")["svg"]
    names = re.findall(r'<path id="([^"]+)"', typesetter.outlines(html))
    assert {*re.findall(r'href="#([^"]+)"', html)} == {*names}
    assert len(names) == len(set(names)) == 4
    assert typesetter.outlines("<p>no formula</p>") == ""


def test_stretched_brackets_keep_their_pieces(typesetter):
    rows = r" \\ ".join("1" for _ in range(6))
    svg = typesetter.typeset(rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}", display=True)["svg"]
    assert svg.count("<svg") == 3  # a bracket is stretched in a window of its own


@pytest.mark.parametrize("tex", [r"\frac{a}", r"\unknown", "x_{1", r"\begin{matrix} a"])
def test_wrong_tex_is_refused_by_name(typesetter, tex):
    with pytest.raises(ValueError, match=re.escape(tex)):
        typesetter.typeset(tex)
    assert typesetter.typeset("a")["mathml"] == "<math><mi>a</mi></math>"  # and the next one is set


def test_what_was_typeset_is_kept_and_needs_no_node(typesetter, monkeypatch):
    formula = typesetter.typeset("a + b")
    typesetter.close()
    monkeypatch.setattr(Typesetter, "start", lambda _self: pytest.fail("Node was started"))
    again = Typesetter(typesetter.store)
    assert again.typeset("a + b") == formula
    assert again.glyphs == typesetter.glyphs


def test_another_script_forgets_what_was_kept(typesetter):
    typesetter.typeset("a + b")
    typesetter.version = "another"
    typesetter.close()
    assert Typesetter(typesetter.store).formulas == {}


def test_blocks_of_several_formulas():
    assert display_tex("a\n\nb") == r"\begin{align}\begin{aligned}a\\b\end{aligned}\end{align}"
    assert display_tex("\n\n") == ""

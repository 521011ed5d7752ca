"""What holds for every explorer: on a page, on paper, on a phone, by ear, and stored."""

import re

import numpy as np
import pytest

from cnnlib.explorers import (
    ArchitectureBuilder,
    DilationExplorer,
    FcnOverlay,
    GradientRouting,
    PoolingExplorer,
    ReceptiveField,
    SlideKernel,
    UpConvolution,
)
from tests.explorers.reading import overflow, violations

EXPLORERS = [SlideKernel, PoolingExplorer, GradientRouting, ReceptiveField, UpConvolution]
EXPLORERS += [DilationExplorer, ArchitectureBuilder, FcnOverlay]
WIDE = [
    SlideKernel(np.ones((9, 9)), -np.ones((5, 5)), padding="full", dilation=3),
    PoolingExplorer(np.full((9, 9), -99), kernel_size=4, stride=1, padding=2, kind="l2"),
    GradientRouting(np.ones((5, 5)), np.ones((3, 3)), padding=1, letters=True),
    ReceptiveField([("conv", 11, 1, 5, 1)] * 8, n=40),
    ReceptiveField("vgg", planar=True),
    ArchitectureBuilder("vgg16"),
    DilationExplorer(kernel_size=5, rates=(9, 9, 9, 9)),
    DilationExplorer(kernel_size=5, rates=(9,)),
    UpConvolution(-np.full((5, 5), 99), np.full((5, 5), 99), stride=3, output_padding=2),
]
each = pytest.mark.parametrize("explorer", [kind() for kind in EXPLORERS], ids=lambda e: e.tag)


def without_script(html):
    """Return the output as a stored notebook keeps it."""
    return re.sub(r"<script\b.*?</script>", "<script></script>", html, flags=re.S)


@each
def test_output_is_the_same_text_every_time(explorer):
    again = type(explorer)()
    assert explorer._repr_html_() == again._repr_html_()
    assert repr(explorer) == repr(again)
    assert "0x" not in repr(explorer)


@each
def test_stored_output_is_small_and_asks_no_other_host(explorer):
    html = explorer._repr_html_()
    assert len(without_script(html)) < 20_000
    assert set(re.findall(r"https?://[^\"' ]+", html)) <= {"http://www.w3.org/2000/svg"}
    assert html.count("</script>") == html.count("<script data-module=")


@each
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 900])
def test_axe_finds_nothing(show, explorer, theme, width):
    assert violations(show(explorer, theme=theme, width=width)) == []


@pytest.mark.parametrize("explorer", [kind() for kind in EXPLORERS] + WIDE, ids=repr)
def test_fits_a_phone(show, explorer):
    assert overflow(show(explorer, width=320)) <= 0


@each
def test_text_of_twice_the_size_fits(show, explorer):
    """Nothing is cut off in a control, and the page does not scroll sideways."""
    page = show(explorer, width=390)
    page.add_style_tag(content="html, body { font-size: 32px !important }")
    assert overflow(page) <= 0
    cut = "all => all.filter(one => one.scrollHeight > one.clientHeight + 2).length"
    element = page.locator(explorer.tag)
    assert element.locator("button:visible, select:visible, input:visible").evaluate_all(cut) == 0


@pytest.mark.parametrize("explorer", [SlideKernel(), GradientRouting()], ids=repr)
def test_forced_colors_keep_the_marks(show, explorer):
    page = show(explorer)
    page.emulate_media(forced_colors="active")
    style = "cell => getComputedStyle(cell).outlineStyle"
    marks = {".now": "solid", ".lit": "dashed"} if "Grad" in repr(explorer) else {".now": "solid"}
    for mark, line in marks.items():
        assert page.locator(explorer.tag).locator(f".cell{mark}").first.evaluate(style) == line


@each
def test_walking_over_the_cells_moves_nothing_below(show, explorer):
    """After a first walk, in which the longest sum has made its room."""
    element = show(explorer, width=390).locator(explorer.tag)
    walk = """element => [...element.shadowRoot.querySelectorAll("[role=gridcell]")].map(cell => {
        cell.dispatchEvent(new PointerEvent("pointerenter"));
        return element.shadowRoot.querySelector(".settings").getBoundingClientRect().top;
    })"""
    element.evaluate(walk)
    assert len(set(element.evaluate(walk))) <= 1


@each
def test_targets_are_large_enough_for_a_finger(show, explorer):
    element = show(explorer, width=360).locator(explorer.tag)
    targets = element.locator("button, select, [role=gridcell], input[type=number]")
    boxes = [box for target in targets.all() if (box := target.bounding_box())]
    assert boxes
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24


@each
def test_every_control_has_a_name(show, explorer):
    element = show(explorer).locator(explorer.tag)
    for role in ("button", "spinbutton", "combobox", "checkbox", "textbox", "grid", "radio"):
        for control in element.get_by_role(role).all():
            snapshot = control.aria_snapshot()
            assert re.match(rf"- '?{role} \".+\"", snapshot), snapshot


@each
def test_every_control_is_reached_by_the_tab_key_and_shows_it(show, explorer):
    """A grid is one stop; the buttons beside a number repeat what its own keys do."""
    page = show(explorer)
    controls = page.locator(explorer.tag).locator(
        "select:visible, input:visible:not([role=grid] *), button:visible:enabled, [role=grid],"
        "a:visible, summary:visible"
    )
    reachable = controls.evaluate_all("all => all.filter(one => one.tabIndex >= 0 || one.role)")
    focus = "document.activeElement.shadowRoot.activeElement"
    outline = (
        f"() => getComputedStyle({focus}).outlineStyle + getComputedStyle({focus}).outlineWidth"
    )
    page.keyboard.press("Tab")
    stops = []
    while page.evaluate("document.activeElement !== document.body"):
        stops.append(page.evaluate(outline))
        page.keyboard.press("Tab")
    assert stops == ["solid3px"] * len(reachable)


@each
def test_paper_shows_the_still_figure(show, explorer):
    element = show(explorer, media="print").locator(explorer.tag)
    assert element.locator("> svg").is_visible()
    assert not element.locator(".app").is_visible()


@each
def test_screen_shows_the_element(show, explorer):
    element = show(explorer).locator(explorer.tag)
    assert element.locator(".app").is_visible()
    assert not element.locator("> svg").is_visible()


@each
def test_without_scripts_the_still_figure_remains(show, explorer):
    figure = show(explorer, scripts=False).locator(f"{explorer.tag} > svg")
    assert figure.is_visible()
    assert len(figure.get_attribute("aria-label")) > 40


@each
def test_two_on_one_page_are_independent(show, explorer):
    page = show(explorer, explorer)
    first, second = page.locator(explorer.tag).all()
    assert first.locator(".app").is_visible()
    assert second.locator(".app").is_visible()
    before = second.locator(".app").inner_text()
    first.get_by_role("button").and_(
        first.locator(":not([aria-disabled=true]):enabled")
    ).last.click()
    assert second.locator(".app").inner_text() == before


@each
def test_a_moved_element_keeps_working(show, explorer):
    """Notebooks take outputs out of the page and put them back."""
    page = show(explorer)
    page.evaluate(
        "tag => { const e = document.querySelector(tag); e.remove(); document.body.append(e); }",
        explorer.tag,
    )
    assert page.locator(explorer.tag).locator(".app").count() == 1


@each
@pytest.mark.parametrize("typed", ["", "-", "abc", "1e999", "1.5", "9999", "-7", "1 2"])
def test_what_a_number_field_cannot_take_is_refused_in_words(one, explorer, typed):
    element = one(explorer)
    fields = element.get_by_role("spinbutton")
    assert fields.count() > 0
    for field in fields.all():
        before, name = field.input_value(), field.get_attribute("aria-label")
        low, high = (field.get_attribute(f"aria-value{end}") for end in ("min", "max"))
        field.fill(typed)
        assert field.get_attribute("aria-invalid") == "true"
        field.blur()
        assert field.input_value() == before
        assert field.get_attribute("aria-invalid") is None
        instead = f"not “{typed}”" if typed else "and nothing was typed"
        words = f"{name} takes whole numbers from {low} to {high}, {instead}. It keeps {before}."
        assert element.locator("[aria-live=polite]").text_content() == words
        seen = element.locator(".app").inner_text()
        assert words in seen or f"{name}: {low} to {high}, whole" in seen


@each
def test_number_fields_go_by_arrow_keys_between_their_ends(one, explorer):
    for field in one(explorer).get_by_role("spinbutton").all():
        low, high, now = (
            int(field.get_attribute(f"aria-value{end}")) for end in ("min", "max", "now")
        )
        field.focus()
        field.press("ArrowUp")
        assert field.input_value() == str(min(now + 1, high))
        field.press("ArrowDown")
        assert field.input_value() == str(max(min(now + 1, high) - 1, low))
        field.fill("abc")
        field.press("Escape")
        assert field.input_value() == field.get_attribute("aria-valuenow")


SMALL = [
    SlideKernel(np.ones((3, 3)), np.ones((3, 3))),
    SlideKernel(np.ones((3, 3)), np.ones((3, 2))),
    PoolingExplorer(np.ones((2, 2))),
    GradientRouting(np.ones((2, 2)), np.ones((2, 2))),
    GradientRouting(np.ones((2, 2)), np.ones((1, 1))),
    GradientRouting(np.ones((2, 2)), np.ones((2, 2)), kind="max"),
    ReceptiveField([("conv", 1)], n=4),
    DilationExplorer(kernel_size=2, rates=(1,)),
    UpConvolution([[1]], [[1]], stride=1),
    UpConvolution([[1, 1]], [[1], [1]], stride=2, padding=(0, 0), steps="output"),
    *(ReceptiveField(layers, n=4, planar=bool(layers)) for layers in ([("conv", 1)], [])),
]


@pytest.mark.parametrize("explorer", SMALL, ids=repr)
def test_one_has_no_plural(one, explorer):
    element = one(explorer)
    said = [element.locator("[aria-live=polite]").text_content()]
    for field in element.get_by_role("spinbutton").all():
        field.press("ArrowUp")
        said.append(element.locator(".app").inner_text())
        said.append(element.locator("[aria-live=polite]").text_content())
        field.press("ArrowDown")
        said.append(element.locator("[aria-live=polite]").text_content())
    names = "row|column|place|input|unit|weight|step|layer"
    assert re.findall(rf"\b1 (?:{names})s\b", " ".join(said)) == []
    assert re.findall(rf"\b(?:0|[2-9]|1\d) (?:{names})\b(?! of)", " ".join(said)) == []

"""What holds for every explorer: on a page, on paper, on a phone, by ear, and stored."""

import re

import numpy as np
import pytest

from cnnlib.explorers import (
    ArchitectureBuilder,
    DilationExplorer,
    GradientRouting,
    PoolingExplorer,
    ReceptiveField,
    SlideKernel,
    UpConvolution,
)
from tests.explorers.every import EXPLORERS
from tests.explorers.reading import overflow, use, violations_in_all_modes

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
def test_is_used_by_keyboard_alone_and_axe_finds_nothing_then(show, explorer):
    """Every kind of control that there is changes what is shown, and all can be left again."""
    page = show(explorer, width=1280, own=True)
    kinds, changing = use(page, explorer.tag)
    assert {"spinbutton", "select"} <= kinds
    assert kinds - changing == set()
    page.locator(explorer.tag).locator("summary").click()  # "The same in code" is open
    assert violations_in_all_modes(page) == {}


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
        return [...element.shadowRoot.querySelectorAll(".settings, .transport")].map(
          one => one.getBoundingClientRect().top).join();
    })"""
    element.evaluate(walk)
    assert len(set(element.evaluate(walk))) <= 1


@each
def test_targets_are_large_enough_for_a_finger(show, explorer):
    element = show(explorer, width=360).locator(explorer.tag)
    targets = element.locator("button, select, [role=gridcell], [role=spinbutton]")
    small = """all => all.filter((one) => one.checkVisibility()).map((one) => {
      const { width, height } = one.getBoundingClientRect();
      return Math.min(width, height);
    })"""
    sides = targets.evaluate_all(small)
    assert sides
    assert min(sides) >= 24


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
    ReceptiveField([("conv", 1)], n=4, planar=True),
    ReceptiveField([], n=4),
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

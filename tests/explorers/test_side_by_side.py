"""Explorers side by side: one output, every module once, and a page that holds them all."""

import re

import pytest

from cnnlib.explorers import PoolingExplorer, SideBySide, SlideKernel
from tests.explorers.every import EXPLORERS, each_one
from tests.explorers.reading import overflow, violations
from tests.structure.tree import ROOT


def test_modules_are_written_once():
    both = SideBySide({"one": SlideKernel(), "two": SlideKernel(), "three": PoolingExplorer()})
    written = re.findall(r'<script data-figures="[^"]+" data-module="([^"]+)">', both._repr_html_())
    assert len(written) == len(set(written))
    assert {*written} == {*SlideKernel().modules()} | {*PoolingExplorer().modules()}


def test_headings_are_escaped():
    assert "<h3>a &lt; b</h3>" in SideBySide({"a < b": SlideKernel()})._repr_html_()


def test_anything_else_is_refused():
    with pytest.raises(TypeError, match="two must be an explorer, got str"):
        SideBySide({"one": SlideKernel(), "two": "SlideKernel"})


@pytest.mark.parametrize("width", [1280, 390])
def test_all_of_them_share_a_page(show, width):
    every = SideBySide({explorer.element: explorer for explorer in each_one()})
    page = show(every, width=width)
    alive = "() => [...document.querySelectorAll('[data-config]')].map((one) => !!one.shadowRoot)"
    assert page.evaluate(alive) == [True] * len(EXPLORERS)
    assert overflow(page) <= 0
    tops = "() => [...document.querySelectorAll('section')].map((one) => one.offsetTop)"
    assert (len(set(page.evaluate(tops))) < len(EXPLORERS)) == (width > 1000)
    if width < 1000:
        found = violations(page)  # the test page has no heading between 1 and 3
        assert [line for line in found if not line.startswith("heading-order")] == []


def test_the_lab_holds_every_explorer():
    text = ROOT.joinpath("chapters/lab.md").read_text(encoding="utf-8")
    shown = re.findall(r"explorers\.(\w+)\(\)", text)
    assert sorted(shown) == sorted(kind.__name__ for kind in EXPLORERS)

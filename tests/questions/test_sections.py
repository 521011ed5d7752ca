"""Titles of labelled sections come from the chapters."""

from cnnlib.questions import section_titles
from tests.structure.tree import ROOT


def test_a_section_is_named_with_its_chapter():
    assert section_titles(ROOT / "chapters")["sec-sizes-padding"] == '"Pad with zeros" in chapter 3'


def test_with_a_site_the_title_is_a_link():
    linked = section_titles(ROOT / "chapters", "https://example.org")["sec-sizes-padding"]
    page = "https://example.org/chapters/03_size_arithmetic.html#sec-sizes-padding"
    assert linked == f"[Pad with zeros]({page}) in chapter 3"


def test_no_chapters_no_titles(tmp_path):
    assert section_titles(tmp_path) == {}

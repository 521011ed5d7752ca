"""A slide that would hold little shows its paragraphs whole."""

from bs4 import BeautifulSoup

from tools.slides import section_slides

SENTENCES = "A filter slides.\nIt sums what it sees.\nThe sums are a map.\nNobody drew it:"


def shown(html):
    """The text of each slide of a section."""
    section = BeautifulSoup(f"<section><h2>Filters</h2>{html}</section>", "html.parser").section
    return [
        " ".join(BeautifulSoup(block.html, "html.parser").get_text() for block in slide.blocks)
        for slide in section_slides(section)
    ]


def test_one_line_becomes_its_paragraph_without_what_announces_nothing():
    assert shown(f"<p>{SENTENCES}</p>") == [
        "A filter slides. It sums what it sees. The sums are a map."
    ]


def test_a_full_slide_keeps_first_sentences():
    paragraphs = "".join(f"<p>Point {number}.\nIts reason.</p>" for number in "1234")
    assert shown(paragraphs) == ["Point 1. Its reason. Point 2. Its reason. Point 3. Its reason. "
                                 "Point 4. Its reason."]  # fmt: skip
    points = "".join(f"<p>This is point number {number}.\nIts reason.</p>" for number in "1234")
    (text,) = shown(points)
    assert text.count("reason") == 0


def test_what_does_not_fit_stays_as_it_was():
    long = " ".join(["word"] * 400)
    assert shown(f"<p>This begins a long one.\n{long}.</p>") == ["This begins a long one."]

"""What `course_page` mends in the HTML of a page."""

import base64
import struct
import zlib

import pytest
from bs4 import BeautifulSoup
from course_page import (
    box_tables,
    displayed_size,
    finish_images,
    fold_dropdowns,
    head_rows,
    mend_roles,
    name_chapter,
)


def html(text):
    return BeautifulSoup(text, "html.parser")


def write_png(path, width, height):
    def chunk(kind, content):
        checksum = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + bytes(width)) * height)
    content = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + content)
    return path


@pytest.fixture
def figure(tmp_path):
    return write_png(tmp_path / f"{'ab' * 32}.png", 1001, 600)


def finished(text, file):
    warnings = []
    body = html(text)
    finish_images(body, lambda _source: file, warnings.append)
    return body, warnings


def test_a_notebook_figure_is_shown_at_half_its_pixels(figure):
    assert displayed_size(figure) == (500, 300)


def test_another_image_is_shown_at_its_pixels(tmp_path):
    assert displayed_size(write_png(tmp_path / "logo.png", 40, 30)) == (40, 30)


def test_what_is_no_png_has_no_size(tmp_path):
    (tmp_path / "a.gif").write_bytes(base64.b64decode("R0lGODlhAQABAAAAACw="))
    assert displayed_size(tmp_path / "a.gif") is None


def test_images_get_their_size_and_lose_the_style(figure):
    body, warnings = finished('<img src="a.png" alt="A" style="width: 9px"/>', figure)
    assert body.img.attrs == {"src": "a.png", "alt": "A", "width": "500", "height": "300"}
    assert warnings == []


def test_images_below_the_first_load_late(figure):
    body, _ = finished('<img src="a" alt="A"/><img src="b" alt="B"/>', figure)
    assert [image.get("loading") for image in body.find_all("img")] == [None, "lazy"]


@pytest.mark.parametrize("alt", ["", 'alt="../_images/ab.png"', 'alt="_images/other.png"'])
def test_a_missing_alt_is_a_warning(figure, alt):
    _, warnings = finished(f'<img src="../_images/ab.png" {alt}/>', figure)
    assert len(warnings) == 1


def test_an_empty_alt_says_decoration(figure):
    assert finished('<img src="a.png" alt=""/>', figure)[1] == []


def test_dropdowns_unfold_without_a_script():
    body = html(
        '<div class="admonition solution dropdown" id="s"><p class="admonition-title">Solution to'
        '<a href="#e"> Exercise 1</a></p><section><p>3</p></section></div>'
    )
    fold_dropdowns(body)
    assert body.details["id"] == "s"
    assert body.summary.get_text() == "Solution to Exercise 1"
    assert body.find("a") is None
    assert "dropdown" not in body.details["class"]


def test_printed_tables_scroll_in_a_box():
    body = html('<div class="text_html"><table><tr><td><table></table></td></tr></table></div>')
    box_tables(body)
    assert len(body.select("div.table-box")) == 1


@pytest.mark.parametrize("heading", ["size", ""])
def test_rows_under_an_empty_corner_have_their_heading(heading):
    body = html(f"<table><thead><tr><th></th><th>{heading}</th></tr></thead>"
                "<tbody><tr><td>row</td><td>3</td></tr></tbody></table>")  # fmt: skip
    head_rows(body)
    assert [cell.text for cell in body.select("tbody th[scope=row]")] == ["row"]
    assert len(body.select("thead")) == len(heading[:1])


def test_repeated_ids_and_old_roles_are_dropped():
    body = html(
        '<section id="exercise-content">a</section><section id="exercise-content">b</section>'
        '<div class="citation-list" role="list">'
        '<div class="citation" role="doc-biblioentry"></div></div>'
    )
    mend_roles(body)
    assert not body.select("[id], [role]")


def test_chapter_number_over_the_title():
    body = html('<h1><span class="section-number">3. </span>Sizes</h1>')
    name_chapter(body)
    assert body.h1.get_text() == "Chapter 3 Sizes"

"""Figures on a phone: letters that can be read, and the link to the picture in its full size."""

import numpy as np
import pytest
from bs4 import BeautifulSoup
from course_figures import SMALLEST, check_letters, letters_on_phone, link_full_sizes
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.browser_fixtures import HTML, PHONE, open_page

FIGURE = """<figure id="fig-a"><img alt="A bar." height="300" src="../_images/a.webp"
width="{width}"/><figcaption><p><span class="caption-number">Figure 1.2 </span><span
class="caption-text">A bar.</span><a class="headerlink" href="#fig-a">#</a></p></figcaption>
</figure>"""
PAGE = "chapters/01_images_and_structure.html"


def drawn(folder, letters=None):
    """Return a picture that says how large its letters are."""
    said = PngInfo()
    if letters is not None:
        said.add_text("Smallest letters", str(letters))
    path = folder / "figure.png"
    Image.fromarray(np.zeros((2, 2), np.uint8)).save(path, pnginfo=said)
    return path


def html(text):
    """The text as a body."""
    return BeautifulSoup(text, "html.parser")


@pytest.mark.parametrize(
    ("letters", "width", "size"), [(16.0, 710, 8.0), (16.0, 355, 16.0), (16.0, 200, 16.0)]
)
def test_a_phone_shrinks_what_is_wider_than_its_column(tmp_path, letters, width, size):
    assert letters_on_phone(drawn(tmp_path, letters), width) == pytest.approx(size)


def test_a_picture_without_letters_says_nothing(tmp_path):
    assert letters_on_phone(drawn(tmp_path), 700) is None


@pytest.mark.parametrize(("letters", "warned"), [(16.6, True), (18.1, False), (None, False)])
def test_letters_that_a_phone_shows_too_small_are_a_warning(tmp_path, letters, warned):
    warnings = []
    image = html('<img src="a.png" width="710"/>').img
    check_letters(image, drawn(tmp_path, letters), warnings.append)
    assert [f"{SMALLEST:g} can be read" in text for text in warnings] == [True] * warned


def test_the_caption_of_a_wide_figure_links_to_its_picture():
    body = html(FIGURE.format(width=600))
    link_full_sizes(body)
    link = body.select_one("figcaption > p > a.full-size")
    assert (link["href"], link.text) == ("../_images/a.webp", "Open large")
    assert link["aria-label"] == "Open large: Figure 1.2"
    assert body.img["alt"] == "A bar."


@pytest.mark.parametrize("text", [FIGURE.format(width=300), '<p><img src="a" width="900"/></p>'])
def test_small_figures_and_other_pictures_have_none(text):
    body = html(text)
    link_full_sizes(body)
    assert body.select(".full-size") == []


def test_figures_of_the_site_are_shown_and_opened_on_a_phone(browser, site_url):
    with open_page(browser, site_url, viewport=PHONE) as page:
        page.goto(f"{site_url}/{PAGE}")
        links = page.locator("figcaption .full-size:visible")
        assert links.count() >= 3
        narrow = "document.querySelector('article').scrollWidth <= innerWidth"
        assert page.evaluate(narrow)
        for link in links.all():
            address = link.get_attribute("href")
            assert (HTML / "chapters" / address).resolve().is_file()
        box = links.first.bounding_box()
        assert box["height"] >= 24  # a finger finds it
        links.first.click()
        page.wait_for_url("**/_images/*.webp")
        assert page.evaluate("document.images[0].naturalWidth") > 2 * PHONE["width"]
        assert page.faults == []


def test_wide_screens_and_paper_have_no_such_link(page, site_url):
    page.goto(f"{site_url}/{PAGE}")
    assert page.locator("figcaption .full-size:visible").count() == 0
    page.set_viewport_size(PHONE)
    page.emulate_media(media="print")
    assert page.locator("figcaption .full-size:visible").count() == 0

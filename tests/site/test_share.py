"""Every page says to other sites where it is and what it is, and has a card of its own."""

import xml.etree.ElementTree as ET
from functools import cache

import pytest
import yaml
from bs4 import BeautifulSoup
from course_share import draw_card, published_address
from PIL import Image

from tests.browser_fixtures import HTML, ROOT

NOT_SHARED = {"search.html"}
PAGES = [
    path
    for path in sorted(HTML.rglob("*.html"))
    if "_static" not in path.parts and path.name not in NOT_SHARED
]
BASE = published_address(yaml.safe_load((ROOT / "_config.yml").read_text())["repository"]["url"])

every_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


@cache
def facts(path):
    """The properties that a page declares."""
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    declared = page.select("meta[property], meta[name^='twitter']")
    own = {tag.get("property") or tag["name"]: tag["content"] for tag in declared}
    return own | {"canonical": page.select_one("link[rel=canonical]")["href"]}


def test_addresses_follow_from_the_repository():
    assert BASE.startswith("https://")
    assert published_address("https://github.com/a/b.git") == "https://a.github.io/b/"
    assert published_address("https://example.org/a/b") == ""


@every_page
def test_a_page_says_where_it_is(path):
    address = BASE + path.relative_to(HTML).as_posix()
    assert facts(path)["canonical"] == facts(path)["og:url"] == address


@every_page
def test_a_page_has_a_title_a_description_and_a_card(path):
    own = facts(path)
    assert own["og:title"]
    assert len(own["og:description"]) >= 20
    card = HTML / own["og:image"].removeprefix(BASE)
    with Image.open(card) as picture:
        assert picture.size == (1200, 630)
    assert card.stat().st_size < 60_000


def test_titles_and_cards_differ():
    for key in ("og:title", "og:image"):
        values = [facts(path)[key] for path in PAGES]
        assert len(set(values)) == len(values)


def test_the_sitemap_lists_every_page():
    tree = ET.parse(HTML / "sitemap.xml")
    listed = {place.text for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert listed == {BASE + path.relative_to(HTML).as_posix() for path in PAGES}


@every_page
def test_a_page_can_be_edited(path):
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    link = page.select_one("a.btn-source-edit-button, a[href*='/edit/main/']")
    source = link["href"].partition("/edit/main/")[2]
    assert (ROOT / source).is_file()


def test_the_same_title_gives_the_same_card(tmp_path):
    for name in ("one.png", "two.png"):
        draw_card(tmp_path / name, "Slide a filter", "A course")
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()

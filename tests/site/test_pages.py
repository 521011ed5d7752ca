"""Every page of the built site in a real browser: complete, local, readable, accessible, printable.

Four modes: a wide window and a phone, each in light and dark.
"""

import pytest

from tests.browser_fixtures import PHONE
from tests.site.visits import WIDTHS, every_page, visitor

# At most so many tables are wider than a phone: VGG's five configurations, and one of formulas.
SCROLLING_TABLES = {"chapters/08_architectures.html": 1, "chapters/14_summary.html": 1}
every_width = pytest.mark.parametrize("width", WIDTHS)


@pytest.fixture(scope="module")
def seen(browser, site_url):
    """What a page shows at a width."""
    with visitor(browser, site_url) as visit:
        yield visit


@every_width
@every_page
def test_loads_without_a_fault(seen, name, width):
    assert seen(name, width)["faults"] == []


@every_page
def test_has_a_language_and_one_title(seen, name):
    assert seen(name, "wide")["language"] == "en"
    assert len(seen(name, "wide")["titles"]) == 1


@every_width
@every_page
def test_formulas_are_typeset(seen, name, width):
    assert seen(name, width)["bare formulas"] == 0
    assert seen(name, width)["formula outlines missing"] == []
    assert seen(name, width)["formulas cut off"] == []


@every_width
@every_page
def test_images_are_drawn_described_and_sized(seen, name, width):
    for image in seen(name, width)["images"]:
        assert all(image.values()), image


@every_page
def test_fits_a_phone(seen, name):
    assert seen(name, "phone")["width"] <= PHONE["width"]
    assert seen(name, "phone")["broken words"] == []
    assert seen(name, "phone")["torn names"] == []
    assert len(seen(name, "phone")["scrolling tables"]) <= SCROLLING_TABLES.get(name, 0)


@every_width
@every_page
def test_breaks_no_accessibility_rule(seen, name, width):
    assert {scheme: rules for scheme, rules in seen(name, width)["broken"].items() if rules} == {}


@every_page
def test_paper_is_the_same_from_light_and_dark(seen, name):
    paper = seen(name, "wide")["paper"]
    assert paper["texts"]["dark"] == paper["texts"]["light"]
    assert paper["texts"]["light"] or name == "search.html"
    assert paper["changed by the scheme"] == []
    assert paper["faint"] == []


@every_page
def test_answers_stand_open_in_print(seen, name):
    assert seen(name, "wide")["paper"]["hidden answers"] == []

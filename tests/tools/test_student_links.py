"""Labels are found on the pages of the site, with the numbers and titles that stand there."""

import pytest

from tests.tools.student_sample import ADDRESS, sample_site
from tools.student_links import site_address

PAGE = f"{ADDRESS}/chapters/03_sizes.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return sample_site(tmp_path_factory.mktemp("site"))


@pytest.mark.parametrize(
    ("label", "anchor", "title", "number"),
    [
        ("ch-sizes", "ch-sizes", "Count windows", "Chapter 3"),
        ("sec-pad", "sec-pad", "Pad with zeros", "Section 3.2"),
        ("pad-with-zeros", "pad-with-zeros", "Pad with zeros", "Section 3.2"),
        ("fig-strip", "fig-strip", "A strip.", "Figure 3.4"),
        ("eq-size", "equation-eq-size", "(3.1)", "(3.1)"),
        ("ex-hand", "ex-hand", "By hand", "Exercise 3.1"),
        ("pit-same", "pit-same", "", ""),
    ],
)
def test_every_kind_of_label(site, label, anchor, title, number):
    place = site.place(label)
    assert (place.url, place.title, place.number) == (f"{PAGE}#{anchor}", title, number)


def test_an_unknown_label_and_source_are_named(site):
    with pytest.raises(ValueError, match="no place called 'sec-none'"):
        site.place("sec-none")
    with pytest.raises(ValueError, match="no source 'none'"):
        site.citation("none")


def test_sources_are_cited_by_their_authors(site):
    assert site.citation("one") == ("Ma", "2018")
    assert site.citation("two") == ("Hubél and Wiesel", "1962")
    assert site.citation("three") == ("OpenAI et al.", "2018")


def test_pages_lie_where_chapters_lie(site):
    assert site.page("chapters/03_sizes.ipynb") == PAGE


@pytest.mark.parametrize("end", ["", "/", ".git"])
def test_the_address_follows_the_repository(end):
    assert site_address(f"https://github.com/me/cnn{end}") == "https://me.github.io/cnn"


def test_an_unknown_host_is_refused():
    with pytest.raises(ValueError, match="example"):
        site_address("https://git.example.org/me/cnn")

"""The problem sets are pages: every question stands there, solutions on open sets alone."""

import re

import pytest
from bs4 import BeautifulSoup

from cnnlib.questions import load_course
from tests.browser_fixtures import HTML
from tests.structure.tree import ROOT

COURSE = load_course(ROOT / "exercises")
SETS = [*COURSE.sets.values()]


def page_of(one):
    path = HTML / "exercises" / "pages" / f"{one.id}.html"
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.id)
def test_each_question_has_its_section_and_link(one):
    page = page_of(one)
    headings = [heading.get_text().strip(" #") for heading in page.select("article h2")]
    assert headings == [question.title for question in one.questions]
    links = {link["href"].split("#")[-1] for link in page.select("article a.reference.internal")}
    assert {question.section for question in one.questions} <= links


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.id)
def test_the_notebook_to_take_away_links_to_sections_of_this_site(one):
    notebook = (ROOT / "exercises/pages/notebooks" / f"{one.id}.ipynb").read_text(encoding="utf-8")
    links = re.findall(r"\]\(https://[\w.-]+/[\w.-]+/(chapters/\w+\.html)#([\w-]+)\) in", notebook)
    assert len(links) == len(one.questions)
    for page, label in links:
        assert f'id="{label}"' in (HTML / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.id)
def test_solutions_are_folded_and_stand_on_open_sets_alone(one):
    page = page_of(one)
    titles = [box.get_text().strip() for box in page.select("article details > summary")]
    coded = sum(question.kind != "explain" for question in one.questions)
    assert titles.count("Check") == coded
    assert titles.count("Solution") == (len(one.questions) if one.is_open else 0)
    assert not page.select("article details[open]")


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.id)
def test_the_notebook_can_be_taken_along(one):
    page = page_of(one)
    (link,) = page.select('article a[href$=".ipynb"]')
    target = (HTML / "exercises" / "pages" / link["href"]).resolve()
    assert target.is_file()

"""Pages teach and tell: all that was asked and found, nothing that is hidden, no code that runs."""

import json
import re

import pytest

from cnnlib.grading.feedback import pages_of, write_pages
from cnnlib.grading.feedback.pages import file_name
from cnnlib.grading.standings import standings
from tests.grading.class_of import SET, Class
from tests.grading.sandboxed import needs_sandbox

pytestmark = needs_sandbox
EVIL = "<script>alert(1)</script>"
WRONG = f"def double(x):\n    '{EVIL}'\n    return x * x"
RAISING = f'def conv2d(x, weight, **options):\n    raise ValueError("{EVIL}")'


@pytest.fixture(scope="module")
def group(tmp_path_factory):
    made = Class(tmp_path_factory.mktemp("class"))
    chapters = made.root / "chapters"
    chapters.mkdir()
    cell = {"cell_type": "markdown", "source": "(sec-sliding)=\n## Slide a filter"}
    (chapters / "02_convolution.ipynb").write_text(json.dumps({"cells": [cell]}))
    made.hand_in("ann")
    made.hand_in("bo", double=WRONG, conv2d=RAISING, why=f"Because {EVIL}")
    made.grade()
    return made


@pytest.fixture(scope="module")
def pages(group):
    found = pages_of(group.store, group.plan(), "https://example.org/course/")
    return {student: page.decode() for student, page in found.items()}


def test_a_page_says_what_was_asked_what_failed_and_why(pages):
    page = pages["bo"]
    assert "How many windows of 3 fit on" in page
    assert "Likely cause:</strong> You multiply by itself." in page
    assert page.count("✗ failed") >= 4
    assert "it raised ValueError in line 2 of your cell" in page
    assert '<a href="https://example.org/course/chapters/02_convolution.html#sec-sliding">' in page
    assert "<figcaption>yours</figcaption>" in page


def test_a_right_page_has_no_failures(pages):
    assert "✗ failed" not in pages["ann"]
    assert "10 of 10 points" in pages["ann"]


def test_nothing_of_a_student_runs_or_loads(pages):
    for page in pages.values():
        assert "<script" not in page
        assert not re.search(r"\b(src|on\w+)=", page)
        assert "default-src 'none'" in page
        hosts = re.findall(r"https?://([\w.]+)", page)
        assert {*hosts} <= {"example.org"}


def test_answers_of_hidden_cases_are_not_on_the_page(group, pages):
    for one in standings(group.store, SET, "bo"):
        for case in one.result.cases:
            assert case.is_public or "expected" not in case.message
    rows = re.findall(r"\(not shown before\)(.*?)</tr>", pages["bo"], re.DOTALL)
    assert rows
    assert not [row for row in rows if "expected" in row or "<svg" in row]


def test_pages_and_index_are_written(group, tmp_path):
    written = write_pages(group.store, group.plan(), tmp_path / "pages")
    index = written[0].read_text()
    assert len(written) == 3
    for path in written[1:]:
        assert f'href="{path.name}"' in index
    assert 'scope="row"' in index


def test_names_of_pages_suit_every_system():
    names = [file_name(name) for name in ("li", "LI", "../../etc", "李", "x" * 200, "a/b", "a:b")]
    assert len({*names}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]+\.html", name) and len(name) < 60 for name in names)


def test_formulas_stay_as_they_were_written():
    from cnnlib.grading.feedback.pages import MARKDOWN

    text = "With $k_h < k_w$ and\n\n$$z_{a, b} = x_{a} w_{b}$$\n\nand <b>no</b> HTML."
    page = MARKDOWN.render(text)
    assert "<code>k_h &lt; k_w</code>" in page
    assert "<code>z_{a, b} = x_{a} w_{b}</code>" in page
    assert "&lt;b&gt;" in page


def test_pages_pass_the_rules_of_accessibility(browser, pages):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme, bypass_csp=True)
        page.set_content(pages["bo"])
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        faults = axe.run(page).response["violations"]
        assert [(fault["id"], [n["html"] for n in fault["nodes"]]) for fault in faults] == []
        page.close()

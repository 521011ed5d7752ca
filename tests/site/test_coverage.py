"""Every item of every chapter that the site has is proved by a cell, and the other way round."""

import json
from pathlib import Path

import pytest
import yaml
from course_claims import chapter_number, faults, read_claims, read_syllabus
from course_coverage import cell_sections, section_before
from docutils import nodes
from docutils.utils import new_document

ROOT = Path(__file__).resolve().parents[2]
ITEMS_IN_CHAPTER = {1: 7, 2: 11, 3: 9, 4: 7, 5: 6, 6: 5, 7: 7, 8: 7, 9: 7, 10: 3, 11: 4, 12: 6,
                    13: 5, 14: 2}  # fmt: skip
SYLLABUS = read_syllabus()


def files_in_toc():
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text())["parts"]
    return [entry["file"] for part in parts for entry in part["chapters"]]


PRESENT = [name for name in files_in_toc() if name in {item.chapter for item in SYLLABUS}]


def test_the_syllabus_is_complete():
    expected = [f"{n}.{m}" for n, count in ITEMS_IN_CHAPTER.items() for m in range(1, count + 1)]
    assert [item.id for item in SYLLABUS] == expected


def test_items_stand_under_their_chapter():
    numbers = [(int(item.id.partition(".")[0]), chapter_number(item.chapter)) for item in SYLLABUS]
    assert all(own == chapter for own, chapter in numbers)


def test_titles_are_short_and_differ():
    titles = [item.title for item in SYLLABUS]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= 70


def test_the_toc_lists_files_that_exist():
    missing = [
        name for name in files_in_toc() if not list(ROOT.glob(f"{name}.ipynb")) + list(
            ROOT.glob(f"{name}.md"))
    ]  # fmt: skip
    assert missing == []


@pytest.mark.parametrize("chapter", PRESENT)
def test_every_item_of_a_chapter_is_proved(chapter):
    claims = read_claims(ROOT / f"{chapter}.ipynb")
    assert faults(claims, chapter, SYLLABUS) == []


def write_notebook(path, *cells):
    path.write_text(
        json.dumps(
            {
                "cells": [
                    {"cell_type": "code", "source": source, "metadata": metadata}
                    for source, metadata in cells
                ]
            }
        )
    )
    return path


def all_items_but(excluded):
    return [
        ("assert True", {"tags": [f"syllabus-{item.id}"]})
        for item in SYLLABUS
        if item.chapter == "chapters/10_rcnn" and item.id != excluded
    ]


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (("x = 1  # assert", {"tags": ["syllabus-10.1"]}), "asserts nothing"),
        (("assert 1", {"tags": ["syllabus-10.9"]}), "not in the syllabus"),
        (("assert 1", {"tags": ["syllabus-9.1"]}), "another chapter"),
        (("assert 1", {"tags": []}), "no cell proves 10.1"),
    ],
)
def test_faults_are_found(tmp_path, cell, fault):
    path = write_notebook(tmp_path / "a.ipynb", cell, *all_items_but("10.1"))
    assert fault in " ".join(faults(read_claims(path), "chapters/10_rcnn", SYLLABUS))


def test_an_assertion_or_a_described_figure_is_a_proof(tmp_path):
    drawn = {"tags": ["syllabus-10.1"], "mystnb": {"image": {"alt": "Boxes on a scene."}}}
    path = write_notebook(tmp_path / "a.ipynb", ("draw()", drawn), *all_items_but("10.1"))
    assert faults(read_claims(path), "chapters/10_rcnn", SYLLABUS) == []


def test_a_proof_that_the_site_leaves_out_is_linked_where_it_stands():
    first, second = "the section of cells 2 and 4", "the section of cell 7"
    sections = {2: first, 4: first, 7: second}
    assert [section_before(sections, cell) for cell in (1, 4, 5, 9)] == [None, first, first, second]


def test_a_cell_in_a_solution_stands_in_the_section_of_the_solution():
    body = nodes.section("", nodes.container("", cell_index=4), ids=["solution-content"])
    section = nodes.section("", nodes.title("", "Practice"), body, ids=["practice"])
    document = new_document("chapter")
    document += section
    assert cell_sections(document) == {4: section}

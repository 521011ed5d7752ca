"""Cells that a spreadsheet would run are made harmless, or refused where they are keys."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlib.grading.platforms import cells
from tests.grading.platforms.made import SCORES

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", " =1", "＝1", "\r=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_get_an_apostrophe(text):
    safe = cells.safe_cell(text)
    assert safe.startswith("'")
    assert not cells.is_formula(safe)


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_no_keys(text):
    with pytest.raises(ValueError, match="correct it in the platform"):
        cells.key_cell(text, "username")


@pytest.mark.parametrize("text", ["-1.5", "+3", "Anna-Lena", "O'Hara", "100%", ""])
def test_harmless_cells_stay(text):
    assert cells.safe_cell(text) == text
    assert cells.key_cell(text, "username") == text


@given(st.text())
def test_no_text_stays_a_formula_or_breaks_its_row(text):
    safe = cells.safe_cell(text)
    assert not cells.is_formula(safe)
    written = cells.table_text([[safe, "9.50"]])
    assert list(csv.reader(io.StringIO(written, newline=""))) == [[safe, "9.50"]]
    assert len(written.splitlines()) == 1


def test_points():
    assert [cells.points_cell(score) for score in (SCORES[0], None)] == ["9.50", ""]


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")]
)
def test_tables_are_read_as_they_were_written(tmp_path, delimiter, encoding):
    rows = [["name", "id"], ["Ann; Li, 李", "1\t2"]]
    cells.write_rows(tmp_path / "a.csv", rows, delimiter, encoding)
    assert cells.read_rows(tmp_path / "a.csv") == rows
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_what_is_no_text_is_refused(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"id\xff\xff")
    with pytest.raises(ValueError, match="save it as 'CSV UTF-8'"):
        cells.read_rows(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_bytes(b"")
    with pytest.raises(ValueError, match="empty"):
        cells.read_rows(tmp_path / "b.csv")

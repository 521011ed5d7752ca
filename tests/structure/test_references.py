"""The bibliography can be read: one brace too few in it, and no page of the book is built."""

from pybtex.database import parse_file

from tests.structure.tree import ROOT


def test_every_entry_has_a_title_and_a_year():
    entries = parse_file(str(ROOT / "references.bib"), "bibtex").entries
    assert len(entries) > 70
    assert [key for key, one in entries.items() if not {"title", "year"} <= {*one.fields}] == []

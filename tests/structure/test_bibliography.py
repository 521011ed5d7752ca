"""The bibliography can be read: a brace that is missing would stop the website, minutes later."""

from pybtex.database import parse_file

from tests.structure.tree import ROOT


def test_every_entry_is_read_and_has_a_title_and_a_year():
    path = ROOT / "references.bib"
    begun = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] == "@"]
    entries = parse_file(path).entries
    assert len(entries) == len(begun) > 70
    assert [key for key, one in entries.items() if not {"title", "year"} <= {*one.fields}] == []

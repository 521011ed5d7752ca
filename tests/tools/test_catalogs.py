"""A translation follows its page: what is new, changed, gone or altered in its markup is named."""

import pytest
from babel.messages.catalog import Catalog

from tools import catalogs

SENTENCE = "A kernel of 3×3 sees nine places of the image."


def catalog(messages, locale=None):
    """Return a catalog of pairs."""
    made = Catalog(locale=locale)
    for message, string in messages.items():
        made.add(message, string)
    return made


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Return a function that writes the messages of a page."""
    monkeypatch.setattr(catalogs, "ROOT", tmp_path)
    monkeypatch.setattr(catalogs, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(catalogs, "TEMPLATES", tmp_path)

    def offer(*messages):
        catalogs.write(catalog(dict.fromkeys(messages, "")), tmp_path / "page.pot")

    return offer


def test_a_page_is_begun_translated_and_followed(tree, capsys):
    path = catalogs.folder_of("de") / "page.po"
    tree(SENTENCE, "Summary")
    catalogs.main(["de", "page"])
    assert capsys.readouterr().out.count("not translated") == 2

    german = {SENTENCE: "Ein Kern von 3×3 sieht neun Stellen des Bildes.", "Summary": "Ende"}
    catalogs.write(catalog(german, "de"), path)
    before = path.read_text()
    catalogs.main(["de"])
    assert path.read_text() == before
    assert "2 messages, 0 to look at" in capsys.readouterr().out

    changed = SENTENCE.replace("sees", "reads")
    tree(changed)
    catalogs.main(["de"])
    assert f"fuzzy: the English text has changed: {changed!r}" in capsys.readouterr().out
    assert "#, fuzzy" in path.read_text()
    assert "Summary" not in path.read_text()


@pytest.mark.parametrize(
    ("message", "string", "fault"),
    [
        ("Read $x$", "Lies $y$", "['$y$'] in the translation, ['$x$'] in the original"),
        ("Set `pad`", "Setze `rand`", "['`rand`']"),
        ("A {term}`stride`", "Eine {term}`Schrittweite`", "['{term} Schrittweite']"),
        ("See [this](a.md)", "Siehe [dies](b.md)", "['b.md']"),
        ("of 4,851 weights", "von 4581 Gewichten", "['4581']"),
        ("A {term}`stride` of 0.5", "{term}`Schrittweite <stride>` 0,5", ""),
        ("of 4,851 weights", "von 4851 Gewichten", ""),
    ],
)
def test_a_translation_keeps_the_markup(message, string, fault):
    found = catalogs.faults(catalog({message: string}, "de"), catalog({message: ""}))
    assert len(found) == bool(fault)
    assert fault in "".join(found)


def test_what_is_gone_or_missing_is_named():
    found = catalogs.faults(catalog({"Old": "Alt"}, "de"), catalog({"New": ""}))
    assert found == ["new or changed: 'New'", "no longer in the course: 'Old'"]

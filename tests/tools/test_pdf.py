"""The order of the printed book, and the fonts that it needs."""

import pytest

from tools.pdf import main, pages_in_order, without_font

CONTENTS = {
    "root": "index",
    "parts": [
        {"chapters": [{"file": "chapters/one"}, {"file": "chapters/progress"}]},
        {"chapters": [{"file": "chapters/appendices/two"}]},
    ],
}


def test_pages_stand_in_the_order_of_the_contents():
    assert pages_in_order(CONTENTS) == ["index", "chapters/one", "chapters/appendices/two"]


@pytest.mark.parametrize(
    ("languages", "lacking"),
    [("zh ko", []), ("zh", ["Korean"]), ("ko", ["Chinese"]), ("", ["Chinese", "Korean"])],
)
def test_languages_without_a_font_are_named(tmp_path, monkeypatch, languages, lacking):
    asked = tmp_path / "fc-list"
    lines = "".join(f'[ "$1" = :lang={code} ] && echo a.ttf\n' for code in languages.split())
    asked.write_text(f"#!/bin/sh\n{lines}exit 0\n", encoding="utf-8")
    asked.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert without_font() == lacking


def test_without_fontconfig_nothing_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert without_font() == []


def test_the_sentence_names_the_mend_before_anything_is_printed(monkeypatch, capsys):
    def no_browser():
        raise RuntimeError("printing begins")

    monkeypatch.setattr("tools.pdf.without_font", lambda: ["Chinese", "Korean"])
    monkeypatch.setattr("tools.pdf.sync_playwright", no_browser)
    with pytest.raises(RuntimeError, match="printing begins"):
        main([])
    (said,) = capsys.readouterr().out.splitlines()
    assert "Chinese and Korean" in said
    assert "`apt install fonts-noto-cjk`" in said

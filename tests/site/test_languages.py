"""Chinese and Korean terms say their language, on every page and in the whole glossary."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from course_languages import RUN, mark_languages, parts_by_language

from tests.site import form_book

GLOSSARY = Path(__file__).resolve().parents[2] / "chapters" / "appendices" / "glossary.md"


def html(text):
    return BeautifulSoup(text, "html.parser")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("pooling", [("", "pooling")]),
        ("", []),
        ("Chinese: 卷积.", [("", "Chinese: "), ("zh", "卷积"), ("", ".")]),
        ("Korean: 특징 맵.", [("", "Korean: "), ("ko", "특징 맵"), ("", ".")]),
        ("平均池化, 平均汇聚.", [("zh", "平均池化, 平均汇聚"), ("", ".")]),
        (
            "from 池化 to 汇聚 in",
            [("", "from "), ("zh", "池化"), ("", " to "), ("zh", "汇聚"), ("", " in")],
        ),
        (
            "배치, 미니배치 (批量)",
            [("ko", "배치, 미니배치"), ("", " ("), ("zh", "批量"), ("", ")")],
        ),
        ("1×1 卷积", [("", "1×1 "), ("zh", "卷积")]),
    ],
)
def test_words_are_split_by_their_script(text, parts):
    assert parts_by_language(text) == parts
    assert "".join(part for _, part in parts) == text


def test_words_get_a_language_and_keep_their_place():
    body = html("<p>A <em>卷积, 커널</em> b</p>")
    mark_languages(body)
    marked = '<p>A <em><span lang="zh">卷积</span>, <span lang="ko">커널</span></em> b</p>'
    assert str(body) == marked
    mark_languages(body)  # what has a language is left alone
    assert str(body) == marked


@pytest.mark.parametrize("tag", ["code", "pre", "script", "style"])
def test_code_is_left_alone(tag):
    text = f"<{tag}>卷积</{tag}>"
    body = html(text)
    mark_languages(body)
    assert str(body) == text


def test_every_term_of_the_built_glossary_has_its_language(tmp_path):
    source = GLOSSARY.read_text(encoding="utf-8")
    source = re.sub(r"\{ref\}`[^`]*`", "a chapter", source)  # chapters that this book lacks
    folder = form_book.build(tmp_path, [form_book.text(form_book.OPENING)], source)
    body = html((folder / "index.html").read_text(encoding="utf-8"))
    found = {language: [] for language in ("zh", "ko")}
    for entry in body.select("dl.glossary dd p, article > section > p"):
        for term in entry.find_all(string=RUN):
            language = term.find_parent(attrs={"lang": True})["lang"]
            assert language in found, term
            found[language].append(str(term))
    written = {
        "zh": re.findall(r"Chinese: ([^.]*)\.", source),
        "ko": re.findall(r"Korean: ([^.]*)\.", source),
    }
    for language, terms in written.items():
        assert len(terms) > 80
        assert len(found[language]) >= len(terms)
        joined = " | ".join(found[language])
        named = [re.search(RUN, term).group() for term in terms if re.search(RUN, term)]
        assert all(term in joined for term in named)

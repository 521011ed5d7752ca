"""Words that `course_words` keeps whole, or lets break."""

import pytest
from bs4 import BeautifulSoup
from course_words import keep_names_whole, let_headings_break, mark_long_words


def html(text):
    """The text as a body."""
    return BeautifulSoup(text, "html.parser")


@pytest.mark.parametrize("name", ["FCN-8s", "ResNet-18", "R-CNN", "n-th", "top-5", "VGG-16", "1-D"])
def test_names_stay_whole_and_keep_their_hyphen(name):
    body = html(f"<p>so {name}, and <b>{name}s-like</b></p>")
    keep_names_whole(body)
    assert body.select_one("span.whole-word").text == name
    assert body.p.text == f"so {name}, and {name}s-like"


@pytest.mark.parametrize("word", ["up-convolution", "EfficientNet-Lite0", "re-use", "a/b-1", "-3"])
def test_other_words_may_break(word):
    body = html(f"<p>{word}</p>")
    keep_names_whole(body)
    assert str(body) == f"<p>{word}</p>"


@pytest.mark.parametrize("holder", ["code", "pre", "script", 'span class="math"'])
def test_code_and_formulas_stay(holder):
    text = f"<{holder}>FCN-8s</{holder.split()[0]}>"
    body = html(text)
    keep_names_whole(body)
    assert str(body) == str(html(text))


def test_a_long_word_over_a_column_may_break():
    body = html(
        "<table><thead><tr><th>parameters</th><th>the activations</th></tr></thead></table>"
    )
    let_headings_break(body)
    assert [cell.text for cell in body.select("th")] == ["para\u00admeters", "the activations"]


def test_long_words_of_code_are_marked():
    body = html(f'<code class="literal"><span class="pre">{"a" * 24}</span> '
                f'<span class="pre">{"a" * 25}</span></code>')  # fmt: skip
    mark_long_words(body)
    assert [word["class"] for word in body.select(".pre")] == [["pre"], ["pre", "long-word"]]

"""Words that `course_words` keeps whole, or lets break."""

import pytest
from bs4 import BeautifulSoup
from course_words import keep_whole, let_headings_break, mark_long_words


def html(text):
    """The text as a body."""
    return BeautifulSoup(text, "html.parser")


@pytest.mark.parametrize(
    "name", ["FCN-8s", "ResNet-18", "R-CNN", "n-th", "top-5", "1-D", "91 %", "1.5 MB"]
)
def test_names_and_quantities_stay_whole_and_as_they_were_typed(name):
    body = html(f"<p>so {name}, and <b>{name} again</b></p>")
    keep_whole(body)
    assert [span.text for span in body.select("span.whole-word")] == [name, name]
    assert body.p.text == f"so {name}, and {name} again"


@pytest.mark.parametrize(
    "word", ["up-convolution", "EfficientNet-Lite0", "re-use", "a/b-1", "-3", "2 maps", "x2 s"]
)
def test_other_words_may_break(word):
    body = html(f"<p>{word}</p>")
    keep_whole(body)
    assert str(body) == f"<p>{word}</p>"


@pytest.mark.parametrize("holder", ["code", "pre", "script", 'span class="math"'])
def test_code_and_formulas_stay(holder):
    text = f"<{holder}>FCN-8s</{holder.split()[0]}>"
    body = html(text)
    keep_whole(body)
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

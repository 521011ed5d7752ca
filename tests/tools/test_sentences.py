"""One sentence per line: what counts as two, and what only looks like it."""

import pytest

from tools.sentences import crowded_lines


@pytest.mark.parametrize(
    "text",
    [
        "One thing. Another.",
        "Is it 3? Yes.",
        "1. First. Second.",
        "> Quoted. More of it",
        "It was *done.* Then more.",
        "$x$ is odd. $y$ is even.",
        "Call `f`. `g` follows.",
        "LeCun et al. (1998) did. It worked.",
        "See [this](a.html). It helps.",
        ":::{admonition} Predict\nOne here. Two.\n:::",
        "````{solution} a-label\n```python\nfine\n```\nOne here. Two.\n````",
    ],
)
def test_two_sentences_are_found(text):
    assert len(crowded_lines(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "One thing.\nAnother.",
        "A kernel, e.g. Sobel, vs. Laplace, cf. Fig. 3 and Sec. 2.1.",
        "J. Smith and K. Lee et al. (1998) wrote it.",
        "**Stride.** Every second output is kept.",
        "- **Stride.** Every second output is kept.",
        "The value is 1.5 or 2. or $a. B$ or `a. B`.",
        "1. First.",
        "Wait ... What follows is one sentence.",
        "See [the text](http://a.b/c?d. E) now.",
        "See {cite:p}`a. B` now.",
        "| One. Two | Three. Four |",
        "## A heading. With a dot",
        "$$\na. B\n$$",
        "```python\na. B\n```",
        "```\na. B\n```\nFine.",
        ":::{figure} a.png\n:alt: One. Two.\nA caption.\n:::",
        "```{math}\na. B\n```",
    ],
)
def test_one_sentence_is_left_alone(text):
    assert crowded_lines(text) == []

"""Each directive and role that chapters use, in MyST and in plain Markdown."""

import pytest

from tests.site.self_check_samples import NUMBER
from tests.tools.student_sample import ADDRESS, sample_site
from tools.student_markdown import Plain

PAGE = f"{ADDRESS}/chapters/03_sizes.html"
REPOSITORY = "https://github.com/me/cnn"


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    site = sample_site(tmp_path_factory.mktemp("site"))
    return Plain(site, "chapters/03_sizes.ipynb", REPOSITORY)


BLOCKS = {
    "label": ("(sec-pad)=\n## Pad", "## Pad"),
    "admonition": (
        ":::{admonition} Pitfall: `same`\n:class: warning\nSee {numref}`fig-strip`.\n\n- a\n:::",
        f"> **Pitfall: `same`**\n>\n> See [Figure 3.4]({PAGE}#fig-strip).\n>\n> - a",
    ),
    "nested": (
        "::::{note}\n:::{tip}\nIn.\n:::\nOut.\n::::",
        "> **Note**\n>\n> > **Tip**\n> >\n> > In.\n> Out.",
    ),
    "exercise": (
        "```{exercise} By hand\n:label: ex-hand\n:class: write-it-yourself\n\nCount.\n```",
        "> **Exercise 3.1: By hand**\n>\n> Count.",
    ),
    "solution": (
        "```{solution} ex-hand\n:class: dropdown\n\nFour, see {eq}`eq-size`.\n```",
        "<details>\n<summary>Solution of Exercise 3.1</summary>\n\n"
        f"Four, see [(3.1)]({PAGE}#equation-eq-size).\n\n</details>",
    ),
    "self-check": (
        NUMBER,
        "> **Check yourself**\n>\n"
        "> A strip of 32 places meets a kernel of 5 with $s = 2$ and $p = 1$.\n"
        "> How many windows fit?\n>\n"
        "> <details>\n> <summary>Answer</summary>\n>\n"
        "> **15**: the padded strip has 34 places.\n>\n"
        "> - **14:** You left out the padding.\n"
        "> - **30:** You moved by one place, not by two.\n"
        "> - **Otherwise:** Put the numbers into the formula, and round down.\n>\n"
        "> </details>",
    ),
    "code in a box": (
        "````{admonition} Try\n```python\nx = {'a': 1}  # {ref}`no`\n```\n````",
        "> **Try**\n>\n> ```python\n> x = {'a': 1}  # {ref}`no`\n> ```",
    ),
    "table": (
        ":::{table} Costs of {cite:t}`one`\n:name: tab-a\n\n| a |\n| --- |\n| 1 |\n:::",
        "**Costs of Ma (2018)**\n\n| a |\n| --- |\n| 1 |",
    ),
    "numbered formula": ("$$\na = b\n$$ (eq-size)", "$$\na = b\n\\tag{3.1}$$"),
    "formula": ("$$\na\n$$\n\nb", "$$\na\n$$\n\nb"),
    "short formula": ("$$ a $$ (eq-size)", "$$ a \\tag{3.1}$$"),
    "math": ("```{math}\n:label: eq-size\na = b\n```", "$$\na = b\\tag{3.1}\n$$"),
    "code": ("```python\n:::{note}\n```", "```python\n:::{note}\n```"),
    "repository": ("[code]({{ repository }}/x)", f"[code]({REPOSITORY}/x)"),
}
LINES = {
    "{ref}`sec-pad`": f"[Pad with zeros]({PAGE}#sec-pad)",
    "{ref}`at the end <ex-hand>`": f"[at the end]({PAGE}#ex-hand)",
    "{numref}`sec-pad`": f"[Section 3.2]({PAGE}#sec-pad)",
    "{numref}`Fig. %s <fig-strip>`": f"[Fig. 3.4]({PAGE}#fig-strip)",
    "{cite:t}`one` and {cite:p}`two,three`": "Ma (2018) and "
    "(Hubél and Wiesel, 1962; OpenAI et al., 2018)",
    "{cite:t}`one,two`": "Ma (2018) and Hubél and Wiesel (1962)",
    "{math}`x^2`": "$x^2$",
    "{term}`a kernel <kernel>`, {term}`stride`": "a kernel, stride",
    "{doc}`Pooling <04_pooling>`": f"[Pooling]({ADDRESS}/chapters/04_pooling.html)",
    "[next](04_pooling.ipynb)": f"[next]({ADDRESS}/chapters/04_pooling.html)",
    "[a](appendices/terms.md#k)": f"[a]({ADDRESS}/chapters/appendices/terms.html#k)",
    "[zeros](sec-pad)": f"[zeros]({PAGE}#sec-pad)",
    "[zeros](#sec-pad)": f"[zeros]({PAGE}#sec-pad)",
    "[w](https://w.org/a)": "[w](https://w.org/a)",
    "`x[0](a)` and ``{ref}`b` ``": "`x[0](a)` and ``{ref}`b` ``",
}


@pytest.mark.parametrize(("myst", "markdown"), BLOCKS.values(), ids=BLOCKS)
def test_blocks(plain, myst, markdown):
    assert plain.text(myst) == markdown


@pytest.mark.parametrize(("myst", "markdown"), LINES.items())
def test_roles_and_links(plain, myst, markdown):
    assert plain.text(myst) == markdown


@pytest.mark.parametrize(
    ("myst", "message"),
    [
        ("```{plotly} a\n```", "directive 'plotly' has no plain form"),
        ("{kbd}`a`", "role 'kbd' has no plain form"),
        (":::{note}\nopen", "not closed"),
        ("$$\nopen", "not closed"),
        ("{ref}`none`", "no place called 'none'"),
    ],
)
def test_what_has_no_plain_form_names_itself(plain, myst, message):
    with pytest.raises(ValueError, match=message):
        plain.text(myst)

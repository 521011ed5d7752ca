"""A trimmed style sheet keeps what pages use, and nothing else."""

import pytest
from course_trim import trimmed

NAMES = {"p", "a", "html", ".note", "#top"}


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("p { color: red } /* why */", "p{color:red}"),
        ("h6 { color: red }", ""),
        ("p.note > a, p.gone { color: red }", "p.note > a{color:red}"),
        ('#top p:hover::before { content: "h6" }', '#top p:hover::before{content:"h6"}'),
        ("p:not(.gone) { margin: 0 !important; }", "p:not(.gone){margin:0!important}"),
        ("@media print { h6 { color: red } }", ""),
        ("@media print { p { color: red } }", "@media print{p{color:red}}"),
        ("@font-face { font-family: Icons; src: url(icons.woff2) }", ""),
        ("html { --a: var(--b); --b: 1px; --c: 2px } p { margin: var(--a) }",
         "html{--a:var(--b);--b:1px}p{margin:var(--a)}"),
        ("html { --a: var(--b); --b: 1px }", ""),
        ("@keyframes idle { from { top: 0 } } @keyframes spin { from { top: 0 } }"
         " p { animation: spin 1s }", "@keyframes spin{from { top: 0 }}p{animation:spin 1s}"),
        ("p { a { color: red } margin: 0 }", "p{a { color: red };margin:0}"),
    ],
)  # fmt: skip
def test_what_stays(css, left):
    assert trimmed(css, NAMES) == left


def test_a_script_may_use_a_variable():
    assert trimmed("html { --a: 1px }", NAMES, "getPropertyValue('--a')") == "html{--a:1px}"


def test_an_error_is_an_error():
    with pytest.raises(ValueError, match="line 1"):
        trimmed("p { color red }", NAMES)

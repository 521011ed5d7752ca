"""The modules of the explorers: each is evaluated once, and finds what it uses defined."""

import re
from itertools import chain

import pytest

from cnnlib.explorers import SlideKernel, scripts
from tests.explorers.every import each_one

EXPLORERS = each_one()
SOURCES = [name for name in scripts.source_names() if name.endswith(".js")]
each = pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda one: one.tag)


@pytest.fixture(scope="module")
def modules():
    """Return the modules of each explorer, by its tag."""
    return {explorer.tag: explorer.modules() for explorer in EXPLORERS}


def test_a_name_is_declared_once():
    names = [*chain.from_iterable(map(scripts.declared, SOURCES))]
    names += chain.from_iterable(explorer.constants for explorer in EXPLORERS)
    assert len(names) == len(set(names)), {name for name in names if names.count(name) > 1}


@each
def test_a_module_uses_what_stands_before_it(explorer, modules):
    known = {*explorer.constants}
    for name in modules[explorer.tag]:
        if name.endswith(".js"):
            missing = {*scripts.used(name, tuple(explorer.constants))} - known
            assert not missing, f"{name} uses {missing}, declared later or not at all"
            known |= {*scripts.declared(name)}


@each
def test_modules_of_one_name_are_one_text(explorer, modules):
    """So it does not matter which explorer of a page brings them."""
    own = modules[explorer.tag]
    for others in modules.values():
        shared = own.keys() & others.keys()
        assert {name: own[name] for name in shared} == {name: others[name] for name in shared}


def test_comments_stay_at_home(modules):
    held = {name: text for own in modules.values() for name, text in own.items()}
    for name in scripts.source_names():
        comment = r"/\*" if name.endswith(".css") else r"^\s*//"
        assert not re.search(comment, held[name], re.MULTILINE), name


def test_every_file_belongs_to_an_explorer(modules):
    held = set().union(*modules.values())
    assert {*scripts.source_names()} <= held


def test_shared_code_runs_once_a_page(show):
    page = show(*EXPLORERS, *EXPLORERS)
    (space,) = page.evaluate("Object.keys(window).filter((name) => name.startsWith('cnnlib_'))")
    assert space == scripts.namespace()
    html = page.content()
    assert html.count('<script data-module="grid.js">') == 2 * len(EXPLORERS)
    tag = SlideKernel.tag
    assert page.locator(tag).count() == 2
    same = "(tag) => new Set([...document.querySelectorAll(tag)].map((e) => e.constructor)).size"
    assert page.evaluate(same, tag) == 1
    again = page.evaluate(f"window.{space}.Grid === window.{space}.Grid")
    assert again


def test_what_would_end_the_script_is_refused():
    with pytest.raises(ValueError, match=r"grid\.js holds a closing script tag"):
        scripts.script_tag("grid.js", 'const text = "</script>";')


def test_a_closing_tag_stands_only_at_the_end(modules):
    for explorer in EXPLORERS:
        html = explorer._repr_html_()
        assert len(re.findall(r"</script>", html)) == len(modules[explorer.tag])

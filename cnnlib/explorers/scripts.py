"""JavaScript and styles of the explorers as modules: each is evaluated once a page.

Every output of a notebook must stand alone, so it carries all that its explorer needs. The first
output that brings a module defines it, and the others find it defined. Modules meet in one object,
`window.cnnlib_<hash>`: each takes from it the names that it uses and puts there those that it
declares. The hash covers all sources, so that outputs of two versions never mix. Used by base.py.
"""

import json
import re
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

COMMENT = re.compile(r"^\s*//.*$|  //.*$", re.MULTILINE)
STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
WORDS = re.compile(r"(?:(?<=\.\.\.)|(?<![\w.#]))\w+(?![\w:])")  # no property, no key
DECLARED = re.compile(r"^(?:async )?(?:class|function|const) +(\w+)", re.MULTILINE)


def read_source(name):
    """Return the text of a file of this package.

    >>> read_source("element.js").startswith("//")
    True
    """
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def compact(text, comment=COMMENT):
    r"""Return the text of a script or a style sheet without its comments and its indents.

    >>> compact("// Adds.\nfunction add(a, b) {\n  return a + b;  // a sum\n}")
    'function add(a, b) {\nreturn a + b;\n}\n'
    """
    lines = (line.strip() for line in comment.sub("", text).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


@cache
def source_names():
    """Return the names of all JavaScript and CSS files of this package, sorted."""
    names = (file.name for file in files(__package__).iterdir())
    return tuple(sorted(name for name in names if name.endswith((".js", ".css"))))


@cache
def namespace():
    """Return the name of the object that modules of these very sources share."""
    text = "\n".join(map(read_source, source_names()))
    return f"cnnlib_{sha256(text.encode()).hexdigest()[:8]}"


@cache
def declared(name):
    """Return the names that a JavaScript file declares for others.

    >>> "Player" in declared("player.js")
    True
    """
    return tuple(DECLARED.findall(read_source(name)))


def used(name, constants=()):
    """Return the names of other files, and of constants, that a JavaScript file uses."""
    words = {*WORDS.findall(COMMENT.sub("", read_source(name)))}
    others = [other for other in source_names() if other.endswith(".js") and other != name]
    known = {word for other in others for word in declared(other)} | {*constants}
    return tuple(sorted(words & known - {*declared(name)}))


@cache
def module(name, constants=()):
    """Return a JavaScript or CSS file as the text of a module.

    Parameters
    ----------
    name : str
        As "grid.js". A CSS file becomes an entry of `SHEETS`.
    constants : tuple of str
        Further names that it finds defined.
    """
    if name.endswith(".css"):
        sheet = compact(read_source(name), STYLE_COMMENT)
        return once(name, f"names.SHEETS[{json.dumps(name)}] = {json.dumps(sheet)};")
    taken = ", ".join(used(name, constants))
    given = ", ".join(declared(name))
    take = f"const {{ {taken} }} = names;\n" if taken else ""
    return once(name, f"{take}{compact(read_source(name))}Object.assign(names, {{ {given} }});")


def once(name, body):
    """Return a script that runs its body at the first time that a page meets the name."""
    key = json.dumps(name)
    return (
        "((names) => {\n"
        '"use strict";\n'
        f"if (!window.customElements || names[{key}]) return;\n"
        f"names[{key}] = true;\n"
        f"{body}\n"
        f"}})(window.{namespace()} ??= {{ SHEETS: {{}} }});"
    )


def script_tag(name, text, figures=()):
    """Return a script element; the website moves those with `data-module` into files.

    Parameters
    ----------
    name, text : str
        The module.
    figures : sequence of str
        Elements of the output that need it, if these are not all.
    """
    if "</script" in text:
        raise ValueError(f"{name} holds a closing script tag")
    needed = f'data-figures="{escape(" ".join(figures))}" ' if figures else ""
    return f'<script {needed}data-module="{escape(name)}">\n{text}\n</script>'

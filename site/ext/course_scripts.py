"""Move the modules of interactive figures out of the pages: each is a file, loaded once.

Every output of a notebook carries all scripts that its figure needs, since it must stand alone. On
a page that repeats them; here each `<script data-module="grid.js">` becomes
`_static/explorers/grid-1a2b3c4d.js`, named by its content, and the page names each file once, in
the order of first need, and which of them each kind of figure needs. `explorers.js` loads those of
a figure that comes near; readers' browsers keep the files from page to page.
"""

import json
import re
from hashlib import sha256
from html import escape
from pathlib import Path

from sphinx.application import Sphinx

FOLDER = "_static/explorers"
MODULE = re.compile(
    r'<script (?:data-figures="([^"]*)" )?data-module="([^"]+)">\n(.*?)\n</script>\n?', re.DOTALL
)

FIGURE_OR_MODULE = re.compile(rf"<(cnn-[\w-]+) data-config|{MODULE.pattern}", re.DOTALL)


def file_name(module: str, text: str) -> str:
    """A name for a module that changes with its text."""
    stem = re.sub(r"[^\w.]+", "-", module).removesuffix(".js")
    return f"{stem}-{sha256(text.encode()).hexdigest()[:8]}.js"


def lift_modules(body: str) -> tuple[str, dict[str, str]]:
    """The body without its modules, and their texts by file name, in the order of first need."""
    modules = {}

    def keep(match: re.Match) -> str:
        _, name, text = match.groups()
        modules.setdefault(file_name(name, text), text)
        return ""

    return MODULE.sub(keep, body), modules


def needs_of(body: str, files: list[str]) -> dict[str, list[int]]:
    """Positions in the list of files of the modules that each kind of figure needs.

    Figures of one output stand before its modules and share them, but for modules that say which
    figures need them.
    """
    needs: dict[str, list[int]] = {}
    group: list[str] = []
    group_ends = False
    for tag, figures, name, text in FIGURE_OR_MODULE.findall(body):
        if tag:
            group = [tag] if group_ends else [*group, tag]
            group_ends = False
            needs.setdefault(tag, [])
            continue
        group_ends = True
        position = files.index(file_name(name, text))
        for kind in figures.split() or {*group}:
            if position not in needs[kind]:
                needs[kind].append(position)
    return {kind: sorted(positions) for kind, positions in needs.items()}


def write_modules(folder: Path, modules: dict[str, str]) -> None:
    """Write each module once; its name says whether the text is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in modules.items():
        if not (folder / name).is_file():
            (folder / name).write_text(f"{text}\n", encoding="utf-8")


def share_modules(app: Sphinx, _pagename: str, _template: str, context: dict, _doctree) -> None:
    """Lift the modules of one page and name their files at its end."""
    body, modules = lift_modules(context.get("body") or "")
    if not modules:
        return
    write_modules(Path(app.outdir, FOLDER), modules)
    needs = escape(json.dumps(needs_of(context["body"], [*modules]), separators=(",", ":")))
    files = " ".join(context["pathto"](f"{FOLDER}/{name}", 1) for name in modules)
    listed = f'<span hidden data-explorer-files="{files}" data-explorer-needs="{needs}"></span>'
    context["body"] = f"{body}\n{listed}"


def setup(app: Sphinx) -> dict:
    """Connect the lifting, after the body of a page is finished."""
    app.connect("html-page-context", share_modules, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

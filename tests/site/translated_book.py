"""A small book of the pages that are translated, its catalogs, and the book in both languages."""

import base64
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from PIL import Image

from tools.catalogs import pages_of

ROOT = Path(__file__).resolve().parents[2]
LOCALE = "de"
PAGES = pages_of(LOCALE)
NEEDED = ("_config.yml", "references.bib", "site", "locale")
BESIDE = ("chapters/appendices/bibliography", "chapters/appendices/glossary", "chapters/stand_ins")
LABEL = re.compile(r"^\(((?:ch|sec)-[\w-]+)\)=$", re.MULTILINE)
LINKED = re.compile(r"\{ref\}`(?:[^`<]*<)?((?:ch|sec)-[\w-]+)")
# Three builds in one process, since most of its time is the start.
BUILDS = """
import sys
from jupyter_book.cli.main import main as jupyter_book
from sphinx.cmd.build import main as sphinx
jupyter_book(["config", "sphinx", "."], standalone_mode=False)
stored = ["-q", "-n", "-W", "--keep-going", "-D", "nb_execution_mode=off", "-D",
          "suppress_warnings=myst-nb.lexer"]
sys.exit(any([
    sphinx([*stored, "-b", "gettext", "-d", "out/doctrees", ".", "out/gettext"]),
    *(sphinx([*stored, "-b", "html", "-D", f"language={name}", ".", f"out/{name}"])
      for name in sys.argv[1:]),
]))
"""


def picture():
    """Return the bytes of a small picture, as a notebook stores them."""
    file = io.BytesIO()
    Image.new("L", (40, 20), 128).save(file, "png")
    return base64.b64encode(file.getvalue()).decode()


def with_pictures(path):
    """Return a stored notebook with a picture for each figure, as a run would give it."""
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        if "image" in cell.metadata.get("mystnb", {}):
            cell.outputs[-1]["data"]["image/png"] = picture()
    return notebook


def stand_ins(texts):
    """Return a page with a heading for each label that is linked, but not in the book."""
    linked = {name for text in texts for name in LINKED.findall(text)}
    there = {name for text in texts for name in LABEL.findall(text)}
    headings = [f"({name})=\n## {name}\n" for name in sorted(linked - there)]
    return "\n".join(["# Chapters that are linked", *headings])


def build(folder):
    """Write and build the book; return the folder of what was built."""
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    texts = []
    for page in (*PAGES, *BESIDE[:-1]):
        source = next(ROOT.glob(f"{page}.*"))
        target = folder / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix == ".ipynb":
            nbformat.write(with_pictures(source), target)
            texts += [cell.source for cell in nbformat.read(source, 4).cells]
        else:
            shutil.copy(source, target)
            texts.append(source.read_text())
    (folder / f"{BESIDE[-1]}.md").write_text(stand_ins(texts))
    chapters = "".join(f"  - file: {page}\n" for page in (*PAGES, *BESIDE))
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{chapters}")
    (folder / "index.md").write_text("# A small book\n\nIt has a page in two languages.\n")
    result = subprocess.run(
        [sys.executable, "-c", BUILDS, "en", LOCALE], cwd=folder, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "site/ext"), str(ROOT)])},
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "out"

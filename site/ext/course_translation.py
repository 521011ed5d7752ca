"""What a translator sees: every sentence of a page, and nothing else.

Sphinx collects messages from all paragraphs, titles, captions and alternative texts, also with
formulas in them. Here a message must hold a word: formulas, numbers, links without a text of their
own and code are left out, and so is whatever a code cell shows, but for the caption and the
alternative text of its figure. A page in another language takes them over as they are.
`make catalogs` collects them without running a notebook.
"""

import json
import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_exercise.nodes import exercise_subtitle

CATALOGS = "gettext"  # the builder
PICTURE = (  # one pixel: stored notebooks have no pictures, and without one no alternative text
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
NO_WORDS = re.compile(
    r"\$\$?[^$]+\$\$?"  # a formula
    r"|\{[\w:-]+\}`[^`<]*`"  # a role without a text of its own
    r"|`[^`]*`"  # code
    r"|\[\]\([^)]*\)"  # a link without a text of its own
)
LETTER = re.compile(r"[^\W\d_]")


def has_words(message: str) -> bool:
    """Whether anything is left to translate when formulas, numbers and code are taken away.

    >>> [has_words(text) for text in ("$k^2$", "3×3, `pad=1`", "{ref}`ch-pooling`", "as $h$")]
    [False, False, False, True]
    """
    return bool(LETTER.search(NO_WORDS.sub("", message)))


class ChooseMessages(SphinxTransform):
    """Say which nodes are messages, after boxes are made and before Sphinx translates."""

    default_priority = 15

    def apply(self, **_arguments) -> None:
        """Take away what is no message, and add what Sphinx would not see."""
        for subtitle in self.document.findall(exercise_subtitle):
            name_subtitle(subtitle, self.document["source"])
        for cell in self.document.findall(is_code_cell):
            for node in cell.findall(nodes.TextElement):
                if not isinstance(node, nodes.caption):
                    node["translatable"] = False
        for formula in self.document.findall(nodes.math_block):
            formula["translatable"] = False
        for node in self.document.findall(nodes.TextElement):
            if node.source and not isinstance(node, nodes.Inline) and not has_words(node.rawsource):
                node["translatable"] = False


def is_code_cell(node: nodes.Node) -> bool:
    """Whether a node is what myst-nb makes of a code cell."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def name_subtitle(subtitle: nodes.subtitle, source: str) -> None:
    """The title of an exercise as a message; sphinx-exercise forgets where it stands."""
    subtitle.source = source
    subtitle.line = subtitle.parent.parent.line or 0
    subtitle.rawsource = subtitle.astext()


class KeepMessages(SphinxPostTransform):
    """For catalogs alone: what other steps would drop before the messages are collected."""

    default_priority = 1  # before a kind of output is chosen and titles of exercises are joined
    builders = (CATALOGS,)

    def run(self, **_arguments) -> None:
        """Leave the pictures of all outputs, and the titles of exercises as paragraphs."""
        for bundle in list(self.document.findall(is_output)):
            bundle.replace_self(list(bundle.findall(nodes.image)))
        for subtitle in list(self.document.findall(exercise_subtitle)):
            message = nodes.paragraph(subtitle.rawsource, subtitle.astext())
            for name in ("source", "line", "uid"):
                setattr(message, name, getattr(subtitle, name))
            box = subtitle.parent.parent
            box.insert(box.index(subtitle.parent) + 1, message)


def is_output(node: nodes.Node) -> bool:
    """Whether a node holds one output in all its forms."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "mime_bundle"


def place_pictures(app: Sphinx, _docname: str, source: list[str]) -> None:
    """For catalogs alone: give each figure a picture, whose alternative text is a message."""
    if app.builder.name != CATALOGS or not source[0].lstrip().startswith("{"):
        return
    notebook = json.loads(source[0])
    for cell in notebook["cells"]:
        if "image" in cell["metadata"].get("mystnb", {}):
            for output in cell["outputs"]:
                if output["output_type"] in ("display_data", "execute_result"):
                    output["data"]["image/png"] = PICTURE
    source[0] = json.dumps(notebook)


def setup(app: Sphinx) -> dict:
    """Register the choice of messages."""
    app.add_transform(ChooseMessages)
    app.add_post_transform(KeepMessages)
    app.connect("source-read", place_pictures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

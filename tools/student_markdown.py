"""MyST as plain Markdown: what a notebook says where no extension reads its directives.

Boxes become quotes with a bold title, solutions fold by `<details>`, roles become words and links
to the published site; self-checks get their numbers. A directive or role without a plain form is
an error and names itself.
"""

import re
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "site" / "ext"))
from self_check_source import filled_boxes, plain_box

FENCE = re.compile(r"^(`{3,}|:{3,})\{([\w:-]+)\}\s*(.*)$")
CODE_FENCE = re.compile(r"^(`{3,}|~{3,})[^`]*$")
OPTION = re.compile(r"^:([\w-]+):\s*(.*)$")
LABEL = re.compile(r"^\([\w-]+\)=$")
FORMULA_END = re.compile(r"^(.*)\$\$\s*(?:\(([\w-]+)\))?\s*$")
INLINE = re.compile(
    r"\{(?P<role>[\w:]+)\}`(?P<body>[^`]+)`"
    r"|(?P<code>(?P<ticks>`+).+?(?P=ticks))"
    r"|(?<!!)\[(?P<text>[^\]]+)\]\((?P<target>[^)\s]+)\)"
)
TITLED = re.compile(r"^(.*?)\s*<([^<>]+)>$", re.DOTALL)
BOXES = ("note", "tip", "hint", "important", "warning", "caution", "attention", "seealso")


class Plain:
    """Turns the text of cells into plain Markdown.

    Parameters
    ----------
    site : student_links.Site
        Knows the places of labels.
    chapter : str
        Path of the notebook in the repository, from which its links start.
    repository : str
        Address that stands for ``{{ repository }}``.
    """

    def __init__(self, site, chapter, repository):
        self.site = site
        self.chapter = chapter
        self.repository = repository

    def text(self, source):
        """Return a whole text in plain Markdown."""
        source = filled_boxes(source, plain_box)
        return "\n".join(self._blocks(source.replace("{{ repository }}", self.repository)))

    def _blocks(self, source):
        lines = source.splitlines()
        done = []
        while lines:
            line = lines.pop(0)
            directive = FENCE.match(line)
            if directive:
                body = taken_until_close(lines, directive[1])
                done += self._directive(directive[2], directive[3], body)
            elif CODE_FENCE.match(line):
                marker = CODE_FENCE.match(line)[1]
                done += [line, *taken_until_close(lines, marker), marker]
            elif line.startswith("$$"):
                done += self._formula(line, lines)
            elif not LABEL.match(line):
                done.append(self.inline(line))
        return done

    def _directive(self, name, argument, body):
        options = {}
        while body and OPTION.match(body[0]):
            key, value = OPTION.match(body.pop(0)).groups()
            options[key] = value
        inside = "\n".join(body).strip("\n")
        if name == "admonition" and "dropdown" in options.get("class", "").split():
            return folded(self.inline(argument), self._blocks(inside))
        if name == "admonition" or name in BOXES:
            return quote(self.inline(argument) or name.capitalize(), self._blocks(inside))
        if name == "exercise":
            number = self.site.place(options["label"]).number
            return quote(f"{number}: {self.inline(argument)}", self._blocks(inside))
        if name in ("solution", "dropdown"):
            title = self.solution_title(argument) if name == "solution" else argument
            return folded(title, self._blocks(inside))
        if name == "table":
            return [f"**{self.inline(argument)}**", "", *self._blocks(inside)]
        if name == "math":
            tag = self._tag(options["label"]) if "label" in options else ""
            return ["$$", f"{inside}{tag}", "$$"]
        raise ValueError(f"{self.chapter}: the directive {name!r} has no plain form")

    def solution_title(self, label):
        """Return the title of the fold over a solution."""
        return f"Solution of {self.site.place(label.strip()).number}"

    def _formula(self, line, lines):
        """Return a formula; its number stands inside of it."""
        formula = [line]
        while not is_closed(formula):
            if not lines:
                raise ValueError(f"{self.chapter}: the formula {line!r} is not closed")
            formula.append(lines.pop(0))
        end = FORMULA_END.match(formula[-1])
        tag = self._tag(end[2]) if end[2] else ""
        formula[-1] = f"{end[1]}{tag}$$"
        return formula

    def _tag(self, label):
        return rf"\tag{{{self.site.place(label).number.strip('()')}}}"

    def inline(self, line):
        """Return a line with its roles as words and links."""
        return INLINE.sub(self._inline, line)

    def _inline(self, match):
        if match["role"]:
            return self._role(match["role"], match["body"])
        if match["text"]:
            return f"[{match['text']}]({self._link(match['target'])})"
        return match["code"]

    def _link(self, target):
        if re.match(r"[a-z]+:", target):
            return target
        path, _, anchor = target.partition("#")
        if path.endswith((".ipynb", ".md")):
            folder = self.chapter.rpartition("/")[0]
            return self.site.page(f"{folder}/{path}") + (f"#{anchor}" if anchor else "")
        return self.site.place(anchor or path).url

    def _role(self, role, body):
        if role in ("cite:t", "cite:p"):
            return self._citation(body, in_text=role == "cite:t")
        if role == "math":
            return f"${body}$"
        titled = TITLED.match(body)
        title, target = titled.groups() if titled else ("", body)
        if role == "term":
            return title or target
        if role == "doc":
            return f"[{title or target}]({self._link(f'{target}.ipynb')})"
        if role not in ("ref", "numref", "eq"):
            raise ValueError(f"{self.chapter}: the role {role!r} has no plain form")
        place = self.site.place(target)
        if role == "ref":
            words = title or place.title
        else:
            words = title.replace("%s", place.number.split()[-1]) if title else place.number
        return f"[{words}]({place.url})"

    def _citation(self, keys, in_text):
        sources = [self.site.citation(key.strip()) for key in keys.split(",")]
        if in_text:
            return " and ".join(f"{authors} ({year})" for authors, year in sources)
        return f"({'; '.join(f'{authors}, {year}' for authors, year in sources)})"


def is_closed(formula):
    """Tell whether the lines of a formula hold its end as well as its beginning."""
    last = formula[-1] if len(formula) > 1 else formula[0].removeprefix("$$")
    return FORMULA_END.match(last)


def taken_until_close(lines, marker):
    """Take lines up to the fence that closes, which is as long as the marker or longer."""
    taken = []
    while lines:
        line = lines.pop(0)
        bare = line.strip()
        if bare.startswith(marker) and not bare.strip(marker[0]):
            return taken
        taken.append(line)
    raise ValueError(f"the fence {marker} is not closed: {taken[:1]}")


def quote(title, lines):
    """Return lines as a quote under a bold title."""
    return [f"> **{title}**", ">", *(f"> {line}".rstrip() for line in lines)]


def folded(title, lines):
    """Return lines in a fold."""
    return ["<details>", f"<summary>{title}</summary>", "", *lines, "", "</details>"]

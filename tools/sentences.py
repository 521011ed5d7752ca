"""One sentence per source line: finds the lines of Markdown that hold two or more.

A changed sentence is then one changed line.
Code, formulas, tables, directive options and link targets are not prose and are left alone.
"""

import re

ABBREVIATIONS = re.compile(
    r"(?:e\.g|i\.e|cf|vs|al|etc|ca|approx|resp|incl|figs?|eqs?|sec|ch|nos?|vol|pp?|eds?|dr|prof|mr|ms"
    r"|mrs|st)\.",
    re.IGNORECASE,
)
PROSE_DIRECTIVE = re.compile(r"\{(?!math|code|eval-rst|figure|image|raw|bibliography|toctree)")
FENCE = re.compile(r"^\s*(?:>\s*)*(`{3,}|~{3,}|:{3,})\s*(.*)$")
NOT_PROSE = re.compile(r"^\s*(?:\||:[\w-]+:|#|\[\^?[^\]]+\]:|\([^)]*\)=|---|<)")
LIST_MARKER = re.compile(r"^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)?(?:\[[ x]\]\s+)?")
RUN_IN_HEADING = re.compile(r"^\*\*[^*]+\*\*\s*")
SENTENCE_END = re.compile(r"(\S*[.!?])([\"')\]*_”’]*)\s+(?=[\"'(\[*_“‘]*[A-Z0-9])")
INLINE = (
    re.compile(r"\{[\w:-]+\}`[^`]*`"),  # roles
    re.compile(r"(`+).+?\1"),  # code
    re.compile(r"\$\$.*?\$\$|\$[^$]*\$"),  # formulas
    re.compile(r"(?<=\])\([^)]*\)"),  # link targets
)


def crowded_lines(markdown):
    """Return the lines of a Markdown text that hold more than one sentence.

    Parameters
    ----------
    markdown : str
        Source of a cell or of a page.

    Returns
    -------
    list of str
        The offending lines, shortened to 80 characters.
    """
    return [line.strip()[:80] for line in _prose_lines(markdown) if _sentence_ends(line)]


def _prose_lines(markdown):
    fences, in_formula = [], False  # fences: pairs of marker and "holds prose", outermost first
    for line in markdown.splitlines():
        fence = FENCE.match(line)
        if fence and _closes(fences, *fence.groups()):
            fences.pop()
        elif fences and not fences[-1][1]:  # inside code
            continue
        elif fence:
            marker, argument = fence.groups()
            fences.append((marker, marker.startswith(":") or bool(PROSE_DIRECTIVE.match(argument))))
        elif line.count("$$") % 2:
            in_formula = not in_formula
        elif not in_formula and not NOT_PROSE.match(line):
            yield line


def _closes(fences, marker, argument):
    return bool(fences) and not argument and marker.startswith(fences[-1][0])


def _sentence_ends(line):
    for pattern in INLINE:
        line = pattern.sub("Q", line)
    line = RUN_IN_HEADING.sub("", LIST_MARKER.sub("", line))
    return [m.group(1) for m in SENTENCE_END.finditer(line) if _ends_sentence(m.group(1))]


def _ends_sentence(word):
    word = word.lstrip("([{\"'*_“‘")
    is_initial = re.fullmatch(r"(?:[A-Z]\.)+", word) and word != "Q."
    is_ellipsis = not word.strip(".")
    return not (ABBREVIATIONS.fullmatch(word) or is_initial or is_ellipsis)

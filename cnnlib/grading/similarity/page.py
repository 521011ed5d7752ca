"""The similarity report: passages side by side on one page of HTML without scripts."""

from html import escape

STYLE = """
:root { color-scheme: light dark; --line: #8884; --mark: #ffe08a66; }
@media (prefers-color-scheme: dark) { :root { --mark: #ffe08a26; } }
html { background: Canvas; color: CanvasText; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 80rem; padding: 1rem; }
h2 { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
.sides { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; }
@media (max-width: 45rem) { .sides { grid-template-columns: minmax(0, 1fr); } }
pre { overflow-x: auto; border: 1px solid var(--line); border-radius: .4rem; padding: .5rem;
  font-size: .85rem; margin: .25rem 0; }
pre span { display: block; min-height: 1.2em; }
pre .shared { background: var(--mark); border-inline-start: .25rem solid #b8860b;
  padding-inline-start: .4rem; }
p.who { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
"""
EXPLANATION = (
    "Equal passages have equal structure: names, layout and comments do not count. "
    "Given code and what more than a few students have were taken away first. "
    "A shared passage is a reason to read both, and proves nothing: two people who learned from "
    "the same page write the same loop."
)


def similarity_page(pairs, submissions, title="Shared passages") -> str:
    """Return the report as HTML.

    Parameters
    ----------
    pairs : sequence of Pair
    submissions : dict from str to dict from str to str
        Student id to question id to source, as compared.
    title : str, optional

    Returns
    -------
    str
    """
    count = f"{len(pairs)} pairs" if len(pairs) != 1 else "1 pair"
    body = "\n".join(_pair(pair, submissions) for pair in pairs)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
<p>{count} among {len(submissions)} submissions. {escape(EXPLANATION)}</p>
{body}
</main>
</body>
</html>
"""


def _pair(pair, submissions) -> str:
    one, other = pair.students
    questions = list(dict.fromkeys(passage.question for passage in pair.passages))
    shared = "\n".join(_question(pair, question, submissions) for question in questions)
    return f"""<section>
<h2>{escape(one)} and {escape(other)}: {pair.share:.0%} of the smaller</h2>
{shared}
</section>"""


def _question(pair, question, submissions) -> str:
    passages = [passage for passage in pair.passages if passage.question == question]
    sides = [
        (student, [passage.lines if i == 0 else passage.other_lines for passage in passages])
        for i, student in enumerate(pair.students)
    ]
    columns = "\n".join(
        f'<div><p class="who">{escape(student)}</p>'
        f"{_code(submissions[student][question], spans, f'{student}, {question}')}</div>"
        for student, spans in sides
    )
    return f'<h3>{escape(question)}</h3>\n<div class="sides">\n{columns}\n</div>'


def _code(source, spans, label) -> str:
    """Return source code with the shared lines marked."""
    lines = []
    for number, line in enumerate(source.split("\n"), 1):
        is_shared = any(first <= number <= last for first, last in spans)
        kind = ' class="shared"' if is_shared else ""
        lines.append(f"<span{kind}>{escape(line)}</span>")
    return f'<pre tabindex="0" aria-label="{escape(label)}">{"".join(lines)}</pre>'

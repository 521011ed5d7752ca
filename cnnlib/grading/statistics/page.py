"""What the class knows, on one page of HTML: tables, and figures with words for each."""

import base64
from html import escape
from math import isnan, nan

from cnnlib.grading.statistics.days import days
from cnnlib.grading.statistics.items import items
from cnnlib.plotting import plot_curves
from cnnlib.plotting.class_results import show_counts, show_questions, svg_of

MOST_CAUSES = 8
STYLE = """
:root { color-scheme: light dark; --line: #8886; }
html { background: Canvas; color: CanvasText; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 52rem; padding: 1rem; }
h2 { margin-top: 2.5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: start; }
td:first-child { white-space: nowrap; }
td:last-child:not(.number) { min-width: 12rem; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; }
img { max-width: 100%; height: auto; }
figcaption { font-size: .9rem; }
"""


def statistics_page(answers, title, questions=None) -> str:
    """Return the page.

    Parameters
    ----------
    answers : sequence of Answer
        Of one set.
    title : str
        Of the set.
    questions : sequence of str, optional
        Their order.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If nobody has points yet.
    """
    found = items(answers, questions)
    if not found:
        raise ValueError(f"no answer to {title} has points yet: grade first")
    students = len({answer.student_id for answer in answers})
    waiting = sum(answer.points is None for answer in answers)
    what = "1 answer waits" if waiting == 1 else f"{waiting} answers wait"
    note = f" {what} for a person, and stay out of the numbers." if waiting else ""
    body = "\n".join([_questions(found), _causes(found), _days(answers)])
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What the class knows: {escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>What the class knows: {escape(title)}</h1>
<p>{students} students.{note}</p>
{body}
</main>
</body>
</html>
"""


def _number(value) -> str:
    return "–" if isnan(value) else f"{value:.2f}".replace("-", "−")


def _table(headings, rows) -> str:
    """Return a table; cells of numbers are strings of digits already."""
    numeric = [all(_is_number(row[i]) for row in rows) for i in range(len(headings))]
    kinds = [' class="number"' if is_number else "" for is_number in numeric]
    head = "".join(
        f'<th scope="col"{kind}>{escape(heading)}</th>'
        for heading, kind in zip(headings, kinds, strict=True)
    )
    body = "\n".join(
        "<tr>"
        + "".join(f"<td{kind}>{escape(cell)}</td>" for cell, kind in zip(row, kinds, strict=True))
        + "</tr>"
        for row in rows
    )
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="Table">'
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></div>"
    )


def _is_number(cell) -> bool:
    return cell.strip("−%").replace(".", "", 1).isdigit() or cell == "–"


def _figure(alt, caption, draw, *args, **options) -> str:
    """Return a drawn figure with its words."""
    data = base64.b64encode(svg_of(draw, *args, **options).encode()).decode()
    image = f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(alt)}">'
    return f"<figure>{image}<figcaption>{escape(caption)}</figcaption></figure>"


def _questions(found) -> str:
    headings = ["Question", "Students", "Mean", "All points", "None", "With the rest", "Look"]
    rows = [
        [
            item.question_id,
            str(item.students),
            _number(item.difficulty),
            f"{item.full:.0%}",
            f"{item.none:.0%}",
            _number(item.discrimination),
            item.advice,
        ]
        for item in found
    ]
    explanation = (
        "“Mean” is the mean share of the points. “With the rest” is the correlation of a "
        "question's points with the points of all other questions of the set; it needs five "
        "students with all questions graded."
    )
    table = f"<h2>Questions</h2>\n{_table(headings, rows)}\n<p>{explanation}</p>\n"
    return table + _questions_drawn(found)


def _questions_drawn(found) -> str:
    """Return the figure of the questions, or nothing where no correlation is known yet."""
    shares = ", ".join(f"{i.question_id} {_number(i.difficulty)}" for i in found)
    known = [i for i in found if not isnan(i.discrimination)]
    if not known:
        return ""
    rest = ", ".join(f"{i.question_id} {_number(i.discrimination)}" for i in known)
    alt = f"Mean share of the points: {shares}. Correlation with the rest: {rest}."
    caption = (
        "To the right: easy. Up: those who have it also have the other questions. "
        "Low or below zero: read the question again."
    )
    return _figure(
        alt,
        caption,
        show_questions,
        [item.question_id for item in found],
        [item.difficulty for item in found],
        [item.discrimination for item in found],
    )


def _causes(found) -> str:
    parts = ["<h2>Likely mistakes</h2>"]
    for item in found:
        shown = item.causes[:MOST_CAUSES]
        if shown:
            words = "; ".join(f"{cause}: {count}" for cause, count in shown)
            alt = f"Students for each likely mistake in {item.question_id}. {words}."
            caption = f"{item.question_id}: likely mistakes, one student may make several."
            labels, counts = [c for c, _ in shown], [n for _, n in shown]
            parts.append(f"<h3>{escape(item.question_id)}</h3>")
            parts.append(_figure(alt, caption, show_counts, labels, counts))
            parts.append(_table(["Students", "Mistake"], [[str(n), c] for c, n in shown]))
    if len(parts) == 1:
        parts.append("<p>No wrong answer fits a known mistake.</p>")
    return "\n".join(parts)


def _days(answers) -> str:
    found = days(answers)
    if not found:
        return "<h2>In time</h2>\n<p>The platform gave no times of submission.</p>"
    questions = list(dict.fromkeys(q for day in found for q in day.by_question))
    headings = ["Day", "Students", "Mean", *questions]
    rows = [
        [day.day.isoformat(), str(day.students), _number(day.share)]
        + [_number(day.by_question.get(question, nan)) for question in questions]
        for day in found
    ]
    words = "; ".join(f"{d.day.isoformat()}: {_number(d.share)} of {d.students}" for d in found)
    figure = _figure(
        f"Mean share of the points by day of submission. {words}.",
        "Mean share of the points of what was handed in on each day.",
        plot_curves,
        {"mean share": [day.share for day in found]},
        xlabel="Day of submission, counted",
        ylabel="Share of the points",
    )
    return f"<h2>In time</h2>\n{figure if len(found) > 1 else ''}\n{_table(headings, rows)}"

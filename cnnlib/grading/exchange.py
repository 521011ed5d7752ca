"""What the commands do that bring downloads in and take results out, by hand or to platforms."""

from datetime import datetime

from cnnlib import questions
from cnnlib.grading import classroom, feedback, summary
from cnnlib.grading.platforms import (
    PLATFORMS,
    Roster,
    blackboard,
    brightspace,
    canvas,
    gather,
    moodle,
    nbgrader_course,
)
from cnnlib.grading.platforms.cells import write_whole
from cnnlib.grading.platforms.feedback import write_feedback_zip
from cnnlib.grading.platforms.gradescope_zip import write_autograder
from cnnlib.grading.platforms.manifest import keep
from cnnlib.grading.platforms.participants import participants, with_participants
from cnnlib.grading.review import ReviewServer
from cnnlib.grading.runs import Plan
from cnnlib.grading.similarity import similar_pairs, similarity_page
from cnnlib.grading.store import Store

SOURCES = PLATFORMS
TARGETS = ("canvas", "moodle", "brightspace", "blackboard", "nbgrader", "gradebook")


def collect(chosen):
    """Sort a download into a folder for each student; print what was decided."""
    plan = _plan(chosen)
    roster = Roster.read(chosen.roster) if chosen.roster else None
    if chosen.worksheet:
        roster = with_participants(roster or Roster.read(chosen.worksheet), chosen.worksheet)
    found = gather(
        chosen.download,
        chosen.platform,
        plan.set_id,
        chosen.folder,
        roster,
        question_ids=[question.id for question in plan.questions],
        due=datetime.fromisoformat(chosen.due) if chosen.due else None,
    )
    keep(chosen.folder, plan.set_id, found.submissions)
    late = [submission.student_id for submission in found.submissions if submission.is_late]
    print(f"{len(found.submissions)} submissions in {chosen.folder}, {len(late)} of them late")
    if late:
        print(f"late: {', '.join(late)}")
    for title, lines in (("decided", found.notes), ("needs a person", found.problems)):
        for line in lines:
            print(f"{title}: {line}")
    if found.missing:
        print(f"nothing from: {', '.join(found.missing)}")


def export(chosen):
    """Write grades, or feedback, for a platform."""
    plan, store = _plan(chosen), _existing(chosen)
    if chosen.feedback:
        pages = feedback.pages_of(store, plan, chosen.site)
        handed_in = classroom.submissions_of(store, plan)
        left_out = write_feedback_zip(chosen.file, chosen.platform, pages, handed_in)
        print(f"{len(pages) - len(left_out)} pages in {chosen.file}")
        _print_left_out(left_out)
        return
    scores = summary.scores(store, plan)
    roster = Roster.read(chosen.roster) if chosen.roster else classroom.roster_of(store, plan)
    left_out = _exported(chosen, plan, store, scores, roster) or []
    waiting = [s.student_id for s in scores if s.points is None]
    print(f"{len(scores) - len(waiting)} scores in {chosen.file}")
    _print_left_out([*left_out, *(f"{name}: waits for a person" for name in waiting)])
    if without := sorted(roster.by_id.keys() - {s.student_id for s in scores}):
        print(f"no score, nothing written: {', '.join(without)}")


def _exported(chosen, plan, store, scores, roster):
    """Write scores for the chosen platform; return what it left out, if it says so."""
    title = chosen.title or plan.course.sets[plan.set_id].title
    match chosen.platform:
        case "canvas":
            if chosen.assignment is None:
                print(
                    f"without --assignment Canvas takes its assignment named {title!r}, and makes "
                    "a new one if there is none"
                )
            return canvas.write_csv(chosen.file, scores, roster, title, chosen.assignment)
        case "brightspace":
            return brightspace.write_csv(chosen.file, scores, roster, title)
        case "blackboard":
            return blackboard.write_table(chosen.file, scores, roster, chosen.column or "")
        case "nbgrader":
            return nbgrader_course.write_csv(chosen.file, scores, roster)
        case "gradebook":
            manual = {q.id for q in plan.questions if q.kind == "explain"}
            database = f"sqlite:///{chosen.file}"
            return nbgrader_course.write_gradebook(database, scores, roster, manual)
    if not chosen.worksheet:
        raise ValueError(
            "Moodle's grades are filled into its own worksheet: download that in Moodle, and "
            "name it as --worksheet"
        )
    headings = dict(pair.split("=", 1) for pair in chosen.heading)
    sheet = moodle.Worksheet.read(chosen.worksheet, headings)
    platforms = {s.student_id: s.platform for s in classroom.submissions_of(store, plan)}
    numbers = participants(chosen.worksheet, roster, platforms)
    comments = feedback.comments_of(store, plan) if chosen.comments else None
    return moodle.fill_worksheet(sheet, chosen.file, scores, numbers, comments, chosen.scale)


def review(chosen):
    """Serve the page for graders until it is stopped."""
    plan, store = _plan(chosen), _existing(chosen)
    desk = classroom.desk_of(store, plan, chosen.grader, chosen.graders)
    if not any(desk.papers.values()):
        print(f"no answer to {plan.set_id} waits for a person")
        return
    with ReviewServer(desk, chosen.port) as server:
        print(f"open {server.url} in a browser on this machine; stop with Ctrl+C", flush=True)
        server.serve_forever()


def report(chosen):
    """Write the page on what the class knows."""
    from cnnlib.grading.statistics.page import statistics_page  # Matplotlib, which takes a second

    plan, store = _plan(chosen), _existing(chosen)
    order = [question.id for question in plan.questions]
    title = plan.course.sets[plan.set_id].title
    page = statistics_page(classroom.answers_of(store, plan), title, order)
    write_whole(chosen.file, page.encode())
    print(f"what the class knows: {chosen.file}")


def similar(chosen):
    """Write the page of shared passages."""
    plan, store = _plan(chosen), _existing(chosen)
    sources, given = classroom.sources_of(store, plan)
    pairs = similar_pairs(sources, given, least_share=chosen.share)
    title = f"Shared passages: {plan.course.sets[plan.set_id].title}"
    write_whole(chosen.file, similarity_page(pairs, sources, title).encode("utf-8", "replace"))
    print(f"{len(pairs)} pairs of {len(sources)} submissions share passages: {chosen.file}")


def gradescope(chosen):
    """Write the zip that Gradescope runs for each submission."""
    plan = _plan(chosen)
    write_autograder(chosen.file, plan.course, plan.set_id, chosen.package, chosen.trust_container)
    print(f"upload {chosen.file} in Gradescope: Configure Autograder")


def _plan(chosen):
    """Return how the set is graded."""
    return Plan(questions.load_course(chosen.course), chosen.set, chosen.own_numbers)


def _existing(chosen):
    """Return the store, which must be there."""
    if not chosen.store.is_file():
        raise FileNotFoundError(f"there is no store {chosen.store}: grade first, or name it")
    return Store(chosen.store)


def _print_left_out(lines):
    for line in lines:
        print(f"left out: {line}")

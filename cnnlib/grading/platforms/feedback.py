"""Feedback pages as one zip, named so that a platform gives each to its student.

Blackboard takes no such zip: its pages have the names of its download, and go back by hand.
nbgrader's pages lie where ``nbgrader generate_feedback`` would write them.
"""

import io
import re
import zipfile

from cnnlib.grading.platforms.cells import write_whole
from cnnlib.grading.platforms.folders import folder_names

# The platform's name for a student's submission -> where a page goes.
PLACES = {
    "canvas": ("canvas_prefix", "{}feedback.html"),
    "moodle": ("moodle_folder", "{}/feedback.html"),
    "brightspace": ("brightspace_folder", "{}/feedback.html"),
    "blackboard": ("blackboard_prefix", "{}_feedback.html"),
}
# Moodle passes over such files and folders without a word.
PASSED_OVER = re.compile(r"^[.~]|/[.~]")
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same zip for the same pages


def write_feedback_zip(path, platform, pages, submissions) -> list[str]:
    """Write a zip for "upload feedback files".

    Parameters
    ----------
    path : path
    platform : str
        ``"canvas"``, ``"moodle"``, ``"brightspace"``, ``"blackboard"`` or ``"nbgrader"``.
    pages : dict from str to bytes
        A page of HTML for each student id.
    submissions : sequence of Submission
        As collected from that platform: they know its names.  nbgrader's come from anywhere.

    Returns
    -------
    list of str
        Students with a page that the platform cannot take, and why.

    Raises
    ------
    ValueError
        If the platform takes no feedback in a zip, or no page has a place.
    """
    if platform not in (*PLACES, "nbgrader"):
        raise ValueError(
            f"feedback goes to {', '.join(PLACES)} and nbgrader as a zip, got {platform!r}: "
            "send the pages one by one"
        )
    key, form = PLACES.get(platform, (None, "{}"))
    names = {s.student_id: s.platform[key] for s in submissions if s.platform.get(key)}
    if platform == "nbgrader":
        folders = folder_names(s.student_id for s in submissions)
        names = {s.student_id: _nbgrader_place(s, folders[s.student_id]) for s in submissions}
    left_out = [f"{student}: no submission from {platform}" for student in pages.keys() - names]
    places = {student: form.format(names[student]) for student in pages.keys() & names}
    for student, place in sorted(places.items()):
        if platform == "moodle" and PASSED_OVER.search(place):
            left_out.append(f"{student}: Moodle passes over names such as {place!r}")
            del places[student]
    if not places:
        raise ValueError(f"no page belongs to a submission that was collected from {platform}")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for student, place in sorted(places.items()):
            archive.writestr(zipfile.ZipInfo(place, ZIP_EPOCH), pages[student])
    write_whole(path, data.getvalue())
    return sorted(left_out)


def _nbgrader_place(submission, folder) -> str:
    """Return where nbgrader's course keeps a student's page."""
    return f"feedback/{folder}/{submission.set_id}/{submission.set_id}.html"

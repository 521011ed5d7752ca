"""Messages with attached notebooks, one by one or in a box."""

import mailbox
from email.message import EmailMessage

import pytest

from cnnlib.grading.platforms import gather, mail
from cnnlib.grading.platforms.entries import Entry
from tests.grading.platforms.made import ROSTER, SET, laid_out, notebook, packed


def message(sender, files, date="Mon, 05 Oct 2026 12:00:00 +0200"):
    made = EmailMessage()
    made["From"] = sender
    made["Date"] = date
    made.set_content("Here it is.")
    for name, data in files.items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made


def test_the_last_message_of_a_student_counts(tmp_path):
    later = "Tue, 06 Oct 2026 01:00:00 +0200"
    zipped = packed({"c.ipynb": notebook("2")})
    ann = "Ann Li <ANN.LI@uni.example>"
    omar = "=?utf-8?b?2LnZhdix?= <omar@uni.example>"
    messages = {
        "1.eml": message(ann, {"a.ipynb": notebook("1")}),
        "2.eml": message("ann.li@uni.example", {"b.zip": zipped}, later),
        "3.eml": message(omar, {"ps2.ipynb": notebook("3")}),
        "4.eml": message("eve@else.example", {"ps2.ipynb": notebook("4")}),
        "5.eml": message("bo@uni.example", {}),
    }
    files = {name: made.as_bytes() for name, made in messages.items()}
    found = gather(laid_out(tmp_path / "in", files), "mail", SET, tmp_path / "out", ROSTER)
    assert {s.student_id: s.path.read_bytes() for s in found.submissions} == {
        "li": notebook("2"),
        "omar": notebook("3"),
    }
    words = " ".join(map(str, found.problems))
    assert "nobody for email 'eve@else.example'" in words
    assert "bo@uni.example has no attachment" in words
    assert found.submissions[0].submitted_at.isoformat() == "2026-10-06T01:00:00+02:00"


def test_a_box_of_messages(tmp_path):
    path = tmp_path / "all.mbox"
    box = mailbox.mbox(path)
    for i, sender in enumerate(("bo@uni.example", "omar@uni.example")):
        box.add(message(sender, {"ps2.ipynb": notebook(str(i))}))
    box.close()
    entry = Entry("all.mbox", path.stat().st_size, None, path.read_bytes)
    found = list(mail.attempts([entry], []))
    assert [(attempt.key, file.read()) for attempt, file in found] == [
        ("bo@uni.example", notebook("0")),
        ("omar@uni.example", notebook("1")),
    ]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe garbage", b"From: nobody\nDate: never\n\nx"])
def test_what_is_no_message_is_a_problem(data):
    problems = []
    assert list(mail.attempts([Entry("x.eml", len(data), None, lambda: data)], problems)) == []
    assert "names no sender" in problems[0].what


def test_a_date_that_is_none_and_a_path_in_a_name():
    odd = message("bo@uni.example", {"../../up.ipynb": b"{}"}, date="yesterday").as_bytes()
    attempt, _ = next(mail.attempts([Entry("x.eml", len(odd), None, lambda: odd)], []))
    assert (attempt.submitted_at, attempt.file) == (None, "up.ipynb")

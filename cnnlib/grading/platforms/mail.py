"""Mail: messages saved by a mail client (.eml files or .mbox), with notebooks attached."""

import mailbox
import tempfile
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.utils import parseaddr
from pathlib import Path

from cnnlib.grading.platforms.attempt import Attempt
from cnnlib.grading.platforms.entries import Entry
from cnnlib.grading.problem import Problem


def recognises(name: str) -> bool:
    """Tell whether a file is a message or a box of messages."""
    return name.lower().endswith((".eml", ".mbox"))


def attempts(entries, problems):
    """Yield an attempt and an attached file for each attachment of each message.

    Parameters
    ----------
    entries : sequence of Entry
    problems : list of Problem
        Extended.

    Yields
    ------
    Attempt, Entry
    """
    for entry in entries:
        if recognises(entry.name):
            for message in _messages(entry):
                yield from _attached(message, entry.name, problems)


def _messages(entry):
    """Yield the messages of a file."""
    data = entry.read()
    if not entry.name.lower().endswith(".mbox"):
        yield message_from_bytes(data, policy=policy.default)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "box")
        path.write_bytes(data)
        box = mailbox.mbox(path, create=False)
        for message in box:
            yield message_from_bytes(message.as_bytes(), policy=policy.default)
        box.close()


def _attached(message, where, problems):
    """Yield attempt and file for each attachment."""
    name, address = parseaddr(str(message.get("From", "")))
    if "@" not in address:
        problems.append(Problem(repr(where), "the message names no sender", "ask who sent it"))
        return
    when = _date(message)
    files = [part for part in message.walk() if part.get_filename()]
    if not files:
        what = f"the message of {address} has no attachment"
        problems.append(Problem(repr(where), what, "ask for the notebook"))
    for part in files:
        data = _content(part)
        file = str(part.get_filename()).replace("\\", "/").rpartition("/")[2]
        attempt = Attempt(
            "email",
            address,
            file,
            name=name,
            submitted_at=when,
            order=(when.timestamp() if when else 0.0,),
            platform={"email": address},
        )
        yield attempt, Entry(file, len(data), None, lambda data=data: data)


def _content(part):
    """Return the bytes of an attachment."""
    return part.get_payload(decode=True) or b""


def _date(message) -> datetime | None:
    """Return when a message was sent, as its sender's machine says."""
    try:
        return message["Date"].datetime
    except (AttributeError, MessageError, ValueError, TypeError):
        return None

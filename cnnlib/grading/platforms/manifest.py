"""What a platform said of each submission, kept beside the notebooks: `.collected-<set>.json`.

Grading, feedback and exports read it, so that late marks and the platform's own names come back.
"""

import json
from datetime import datetime
from pathlib import Path

from cnnlib.grading.platforms.cells import write_whole
from cnnlib.grading.submission import Submission


def manifest_path(folder, set_id) -> Path:
    """Return where the record of a set lies."""
    return Path(folder) / f".collected-{set_id}.json"


def keep(folder, set_id, submissions) -> None:
    """Write the record of what was gathered.

    Parameters
    ----------
    folder : path
        That the notebooks were copied to.
    set_id : str
    submissions : sequence of Submission
    """
    rows = [
        {
            "student_id": s.student_id,
            "notebook": s.path.relative_to(folder).as_posix(),
            "submitted_at": s.submitted_at.isoformat() if s.submitted_at else None,
            "is_late": s.is_late,
            "name": s.name,
            "platform": dict(s.platform),
        }
        for s in submissions
    ]
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    write_whole(manifest_path(folder, set_id), f"{text}\n".encode())


def recall(folder, set_id) -> list[Submission]:
    """Return the submissions of a set that were gathered into a folder.

    Parameters
    ----------
    folder : path
    set_id : str

    Returns
    -------
    list of Submission

    Raises
    ------
    FileNotFoundError
        If nothing was gathered there.
    """
    path = manifest_path(folder, set_id)
    if not path.is_file():
        raise FileNotFoundError(
            f"{folder} holds no record of {set_id}: run cnn-grade collect --from ... first"
        )
    return [
        Submission(
            row["student_id"],
            set_id,
            Path(folder) / row["notebook"],
            datetime.fromisoformat(row["submitted_at"]) if row["submitted_at"] else None,
            row["is_late"],
            row["name"],
            row["platform"],
        )
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]

"""What a platform said of a submission is read back as it was."""

from datetime import UTC

import pytest

from cnnlib.grading.platforms import gather
from cnnlib.grading.platforms.manifest import keep, recall
from tests.grading.platforms.made import ROSTER, SET, packed
from tests.grading.platforms.test_gather import DOWNLOADS


@pytest.mark.parametrize("platform", DOWNLOADS)
def test_submissions_are_read_back(tmp_path, platform):
    (tmp_path / "d.zip").write_bytes(packed(DOWNLOADS[platform]))
    found = gather(tmp_path / "d.zip", platform, SET, tmp_path / "in", ROSTER, zone=UTC)
    keep(tmp_path / "in", SET, found.submissions)
    again = recall(tmp_path / "in", SET)
    assert again == found.submissions
    assert [s.platform for s in again] == [s.platform for s in found.submissions]


def test_nothing_gathered(tmp_path):
    with pytest.raises(FileNotFoundError, match="run cnn-grade collect"):
        recall(tmp_path, SET)

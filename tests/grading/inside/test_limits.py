"""Limits travel as plain numbers."""

import json

from cnnlib.grading.inside.limits import Limits


def test_limits_travel_as_json():
    limits = Limits(wall=1.5, memory=1 << 30)
    assert Limits(**json.loads(json.dumps(limits.as_dict()))) == limits

"""What several families share."""

import pytest

from cnnlib.specs import Dense
from cnnlib.specs.families.blocks import classifier, configured, keyed


def test_classifier_is_three_dense_layers():
    dense = [layer for layer in classifier() if isinstance(layer, Dense)]
    assert [(layer.name, layer.out_features) for layer in dense] == [
        ("fc6", 4096), ("fc7", 4096), ("fc8", 1000),
    ]  # fmt: skip


def test_configured_looks_up_or_lists_what_there_is():
    assert configured({"a": 1, "b": 2}, "b", "kind") == 2
    for unknown in ("c", None, ["a"]):
        with pytest.raises(ValueError, match=r"kind must be one of \['a', 'b'\], got"):
            configured({"a": 1, "b": 2}, unknown, "kind")


def test_keys_count_the_layers_of_a_part():
    layers = keyed("features", [Dense(3, name="a"), Dense(4)])
    assert [(layer.name, layer.key) for layer in layers] == [
        ("a", "features.0"),
        ("", "features.1"),
    ]

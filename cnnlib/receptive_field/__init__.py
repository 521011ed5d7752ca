"""Which inputs does an output see? By mathematics, by NaN, and by gradients.

Read fields.py and growth.py first (the recursion), then nan_probe.py (the experiment). The
probes take any function of NumPy arrays or PyTorch tensors, together with an example input.
"""

from cnnlib.receptive_field.fields import Field, FieldGrid
from cnnlib.receptive_field.gradient_probe import (
    effective_field,
    field_deviation,
    field_width,
    gradient_probe,
)
from cnnlib.receptive_field.growth import (
    FieldTable,
    closed_form,
    field_grid,
    field_of,
    field_table,
)
from cnnlib.receptive_field.nan_probe import nan_affected, nan_bisect, nan_probe
from cnnlib.receptive_field.paths import can_affect, cone, path_counts
from cnnlib.receptive_field.thin import thin_network

__all__ = [
    "Field",
    "FieldGrid",
    "FieldTable",
    "can_affect",
    "closed_form",
    "cone",
    "effective_field",
    "field_deviation",
    "field_grid",
    "field_of",
    "field_table",
    "field_width",
    "gradient_probe",
    "nan_affected",
    "nan_bisect",
    "nan_probe",
    "path_counts",
    "thin_network",
]

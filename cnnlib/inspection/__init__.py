"""What goes on inside a trained network: activations, what excites a unit, where evidence lies.

Read hooks.py first (how to look at a layer), then patches.py.  Everything returns arrays, which
``cnnlib.plotting`` draws; nothing changes the network.
"""

from cnnlib.inspection.class_activation import class_activation_map
from cnnlib.inspection.classes import ClassTable, top_classes
from cnnlib.inspection.display import for_display, map_by_centers, resize_map
from cnnlib.inspection.evidence import occlusion, saliency
from cnnlib.inspection.fields import layer_field
from cnnlib.inspection.hooks import activations, recording
from cnnlib.inspection.matching import match_patch, separate_matches
from cnnlib.inspection.patches import Patch, stack_patches, top_patches

__all__ = [
    "ClassTable",
    "Patch",
    "activations",
    "class_activation_map",
    "for_display",
    "layer_field",
    "map_by_centers",
    "match_patch",
    "occlusion",
    "recording",
    "resize_map",
    "saliency",
    "separate_matches",
    "stack_patches",
    "top_classes",
    "top_patches",
]

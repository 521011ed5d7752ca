"""Checks of sizes name each mistake and agree with the library."""

from cnnlib import checks, receptive_field, shapes, specs
from tests.checks.mistakes import mistakes_of, require_accepts, require_named


@mistakes_of(checks.output_size, checks.transposed_output_size, checks.receptive_field)
def test_each_mistake_is_named(check, cause):
    require_named(check, cause)


def test_the_references_are_the_library_s():
    require_accepts(checks.output_size, shapes.output_size)
    require_accepts(checks.transposed_output_size, shapes.transposed_output_size)


def test_the_receptive_field_is_that_of_the_specification():
    def closed(layers):
        network = [specs.Convolution(1, k, stride=s, dilation=d) for k, s, d in layers]
        return receptive_field.closed_form(network).size[0]

    require_accepts(checks.receptive_field, closed)

"""Network in network: counts of the authors' ImageNet model, and no dense layer."""

from cnnlib.specs import Convolution, Dense, nin


def test_parameters():
    assert nin().parameters == nin().windowed().parameters == 7_595_176


def test_no_dense_layer_and_two_small_convolutions_after_each_large_one():
    layers = nin().layers
    assert not any(isinstance(layer, Dense) for layer in layers)
    kernels = [layer.kernel_size for layer in layers if isinstance(layer, Convolution)]
    assert kernels == [11, 1, 1, 5, 1, 1, 3, 1, 1, 3, 1, 1]


def test_a_map_for_each_class():
    assert nin(10).up_to("cccp4_2").output_shape[0] == 10
    assert nin().output_shape == (1000, 1, 1)

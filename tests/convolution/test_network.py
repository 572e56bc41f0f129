"""Networks as plain chains of layers, and what mistakes make of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.convolution.network import Stage, Unit, stage, stages
from autograder.convolution.slips.networks import NETWORK_SLIPS, ORDER
from autograder.convolution.slips.search import singles

GREY = (1, 28, 28, 1)
SAME, POOL, DEEP = Conv2D(8, 3, padding="same"), MaxPooling2D(2), Conv2D(16, 3, 2)


def network(*layers, use_bias=True):
    return tuple(Unit(layer, use_bias) for layer in layers)


def test_stages_by_hand():
    assert stages(network(SAME, POOL, DEEP), GREY) == (
        Stage("Conv2D", (1, 28, 28, 8), 3 * 3 * 1 * 8 + 8, "linear", (3, 3, 1, 1)),
        Stage("MaxPooling2D", (1, 14, 14, 8), 0, "linear", (2, 2, 2, 2)),
        Stage("Conv2D", (1, 6, 6, 16), 3 * 3 * 8 * 16 + 16, "linear", (3, 3, 2, 2)),
    )
    assert stages(network(SAME, use_bias=False), GREY) == (
        Stage("Conv2D", (1, 28, 28, 8), 72, "linear", (3, 3, 1, 1)),
    )
    assert stages((), GREY) == ()


def test_stages_end_before_a_layer_that_does_not_fit():
    assert stages(network(POOL, Conv2D(1, 15), SAME), GREY) == (
        Stage("MaxPooling2D", (1, 14, 14, 1), 0, "linear", (2, 2, 2, 2)),
    )
    assert stages(network(Conv2D(1, 29)), GREY) == ()
    gigantic = network(*[UpSampling2D(2**63)] * 20, SAME)
    assert stages(gigantic, GREY) == ()
    with pytest.raises(ValueError, match="beyond all bounds"):
        stage(Unit(Conv2D(2**40, 1)), GREY)


# layer, what goes in, the window: two that differ are no layers that do the same
WINDOWS = [
    (Conv2D(8, (3, 5), padding="same"), GREY, (3, 5, 1, 1)),
    (Conv2D(8, (5, 3), padding="same"), GREY, (5, 3, 1, 1)),
    (MaxPooling2D(2), GREY, (2, 2, 2, 2)),
    (MaxPooling2D(3, 2, "same"), GREY, (3, 3, 2, 2)),
    (MaxPooling2D(2, 2, "same"), GREY, (2, 2, 2, 2)),
    (Conv2D(8, (28, 3), 2), GREY, (28, 3, 1, 2)),  # there is no second row to go to
    (Conv2DTranspose(2, 3, 2), (1, 1, 4, 1), (3, 3, 1, 2)),
    (UpSampling2D(2), GREY, (0,)),
    (UpSampling2D(2, interpolation="bilinear"), GREY, (1,)),
    (ZeroPadding2D(((1, 2), (0, 3))), GREY, (1, 2, 0, 3)),
]


@pytest.mark.parametrize("layer, entering, window", WINDOWS)
def test_windows(layer, entering, window):
    assert stage(Unit(layer), entering).window == window


SLIPS = {slip.name: slip for slip in NETWORK_SLIPS}
RIGHT = network(SAME, POOL, DEEP)
A_BIAS_LESS = Unit(SAME, False), Unit(DEEP, False)

# the slip, the right network, the wrong ones
WRONG = [
    ("padding-valid-for-same", RIGHT, [network(Conv2D(8, 3), POOL, DEEP)]),
    ("padding-valid-for-same", network(POOL, DEEP), []),
    (
        "padding-valid-for-same",
        network(SAME, SAME),
        [
            network(Conv2D(8, 3), Conv2D(8, 3)),
            network(Conv2D(8, 3), SAME),
            network(SAME, Conv2D(8, 3)),
        ],
    ),
    (
        "padding-same-for-valid",
        RIGHT,
        [
            network(SAME, MaxPooling2D(2, padding="same"), Conv2D(16, 3, 2, "same")),
            network(SAME, MaxPooling2D(2, padding="same"), DEEP),
            network(SAME, POOL, Conv2D(16, 3, 2, "same")),
        ],
    ),
    ("padding-same-for-valid", network(ZeroPadding2D(1), UpSampling2D(2)), []),
    ("stride-ignored", RIGHT, [network(SAME, POOL, Conv2D(16, 3))]),
    (
        "stride-ignored",
        network(Conv2DTranspose(2, 3, 2, "same", 1)),
        [network(Conv2DTranspose(2, 3, 1, "same"))],
    ),
    ("pooling-stride-one", RIGHT, [network(SAME, MaxPooling2D(2, 1), DEEP)]),
    ("pooling-stride-one", network(AveragePooling2D(3, 3)), []),
    (
        "bias-left-out",
        RIGHT,
        [
            (A_BIAS_LESS[0], Unit(POOL), A_BIAS_LESS[1]),
            (A_BIAS_LESS[0], Unit(POOL), Unit(DEEP)),
            (Unit(SAME), Unit(POOL), A_BIAS_LESS[1]),
        ],
    ),
    ("bias-left-out", network(SAME, use_bias=False), []),
    ("bias-kept", network(SAME, use_bias=False), [network(SAME)]),
    ("bias-kept", RIGHT, []),
    (
        "filters-swapped",
        RIGHT,
        [network(Conv2D(16, 3, padding="same"), POOL, Conv2D(8, 3, 2))],
    ),
    ("average-for-max", RIGHT, [network(SAME, AveragePooling2D(2), DEEP)]),
    ("max-for-average", RIGHT, []),
    ("max-for-average", network(AveragePooling2D(3, 2, "same")), [network(MaxPooling2D(3, 2, "same"))]),
    ("activation-left-out", (Unit(SAME, activation="relu"),), [network(SAME)]),
    ("activation-left-out", RIGHT, []),
    ("layer-left-out", RIGHT, [network(POOL, DEEP), network(SAME, DEEP), network(SAME, POOL)]),
    ("layer-twice", network(POOL), [network(POOL, POOL)]),
    ("one-filter", network(SAME, POOL), [network(Conv2D(1, 3, padding="same"), POOL)]),
    ("layers-swapped", RIGHT, [network(POOL, SAME, DEEP), network(SAME, DEEP, POOL)]),
]  # fmt: skip


@pytest.mark.parametrize("name, right, wrong", WRONG)
def test_by_hand_what_a_slip_leads_to(name, right, wrong):
    assert led_to(name, right) == wrong


def led_to(name, right):
    return [changed.asked for changed in singles(right, [SLIPS[name]])]


def test_the_layer_is_named():
    places = [changed.steps[0].place for changed in singles(RIGHT, [SLIPS["bias-left-out"]])]
    assert [(place.layer, place.once) for place in places] == [(None, False), (0, True), (2, True)]


def test_another_kernel_in_one_layer():
    wrong = led_to("kernel-size", RIGHT)
    assert network(Conv2D(8, 5, padding="same"), POOL, DEEP) in wrong
    assert network(SAME, POOL, Conv2D(16, 2, 2)) in wrong
    assert RIGHT not in wrong
    assert len(wrong) == 2 * 10
    assert led_to("kernel-size", network(POOL)) == []


def test_other_activations():
    relu = Unit(SAME, activation="relu")
    wrong = led_to("another-activation", (relu, Unit(DEEP)))
    assert (Unit(SAME, activation="sigmoid"), Unit(DEEP)) in wrong
    assert (relu, Unit(DEEP)) not in wrong
    assert all(made[1] == Unit(DEEP) for made in wrong)
    wrong = led_to("activation-added", (relu, Unit(DEEP)))
    assert (relu, Unit(DEEP, activation="softmax")) in wrong
    assert all(made[0] == relu for made in wrong)


def test_every_slip_is_told_from_the_truth():
    told = {
        name
        for name, right, wrong in WRONG
        if any(stages(made, GREY) != stages(right, GREY) for made in wrong)
    }
    assert told | {"kernel-size", "another-activation", "activation-added"} == set(SLIPS)


small = st.integers(1, 4)
paddings = st.sampled_from(["valid", "same"])
layer = st.one_of(
    st.builds(Conv2D, small, small, small, paddings),
    st.builds(MaxPooling2D, small, st.none() | small, paddings),
    st.builds(ZeroPadding2D, small),
    st.builds(Conv2DTranspose, small, small, small, paddings),
)


@given(st.lists(st.builds(Unit, layer, st.booleans()), max_size=5))
@settings(derandomize=True, deadline=None)
def test_a_slip_in_order_keeps_the_number_of_layers_and_never_raises(units):
    for slip in NETWORK_SLIPS:
        for changed in singles(tuple(units), [slip]):
            assert slip.shows != ORDER or len(changed.asked) == len(units)
            assert len(stages(changed.asked, GREY)) <= len(changed.asked)

"""The rubric of `channels`: depth of input and output, colours, counting weights, a small network.

The network is chosen so that both paddings occur, and both roundings: 26 columns pool to 13, and 13
with padding 'same' to 7. Its last layer has a kernel as large as what is left of the picture.
"""

from autograder.convolution.layers import Conv2D, MaxPooling2D
from autograder.convolution.mistakes import topic
from autograder.course.rubric import Rubric, Variant
from autograder.questions.count import CountPart, CountQuestion
from autograder.questions.kernel import KernelQuestion
from autograder.questions.mistakes import Mistakes
from autograder.questions.network import NetworkQuestion, PartMarks
from autograder.questions.shape import ShapePart, ShapeQuestion
from autograder.questions.written import WrittenQuestion

TILING = (1, 360, 480, 1)
LANTERN = (1, 96, 128, 3)
MAPS = (1, 94, 126, 23)
CLOTHES = (16, 28, 28, 1)

NETWORK = (
    Conv2D(8, 3),
    MaxPooling2D(2),
    Conv2D(16, 3, padding="same"),
    MaxPooling2D(2, padding="same"),
    Conv2D(10, 7),
)
DEPTHS = tuple(range(1, len(NETWORK) + 1))

NO_ZERO_PADDING = {"no ZeroPadding2D here": topic("zero-padding")}
NO_TRANSPOSED = {"no transposed convolution here": topic("transposed")}
NO_UPSAMPLING = {"nothing is upsampled here": topic("upsampling")}
ONE_CHANNEL = {
    "one channel goes in": ("channels-exchanged", "channels-mixed", "channels-summed")
}
ONE_PIXEL = "a kernel of one pixel has no rows and columns to exchange or to turn"

WEIGHT_TENSOR = ShapeQuestion(
    id="weight-tensor",
    points=3,
    statement="Predict the shapes of the weights of three Conv2D layers, the last one of them the "
    "second of two.",
    hint="Kernel height, kernel width, channels in, filters. For the second of two layers ask what "
    "the first one hands on: how many channels come out of a layer?",
    parts=(
        ShapePart("weights_grey", TILING, (Conv2D(23, 3),), weights=True),
        ShapePart("weights_colour", LANTERN, (Conv2D(6, (5, 3)),), weights=True),
        ShapePart("weights_second", LANTERN, (Conv2D(8, 3), Conv2D(4, (1, 5))), weights=True),
    ),
    mistakes=Mistakes(
        apply=(
            "weights-depths-swapped",
            "weights-depths-missing",
            "weights-filters-first",
            "weights-input-depth-missing",
            "weights-input-shape",
        ),
    ),
)

WHICH_FILTER = KernelQuestion(
    id="which-filter",
    points=1,
    statement="Find the one of 23 filters that made a feature map, and cut it out of the weight "
    "tensor with both depths kept.",
    hint="It looks like a relief, so there are four candidates, with the lamp in four corners. Or "
    "subtract the mystery from each map: for one of them nothing is left. And a slice such as 5:6 "
    "keeps the axis.",
    answers=("made_it",),
    public=("pixels-2x2",),
    hidden=("noise", "bag"),
    mistakes=Mistakes(
        apply=("mirrored", "sign-flipped", "not-normalised"),
        # Turned about its light's diagonal the kernel stays as it is
        together=(("kernel-rotated", "kernel-transposed"),),
        cannot={
            "moved by a cell, some of the weights would fall out": ("off-centre",),
            "some weights are negative: nothing is averaged": ("divided-by-side",),
        }
        | ONE_CHANNEL,
    ),
)

RED_EDGES = KernelQuestion(
    id="red-edges",
    points=2,
    statement="One filter on three channels: red's right neighbour minus red's left neighbour, "
    "green and blue don't matter.",
    hint="The third index is the channel: 0 is red. What must the weights for green and blue be, "
    "so that they don't matter?",
    answers=("red_edges",),
    public=("colours-2x2",),
    hidden=("colour-noise",),
    mistakes=Mistakes(
        apply=("kernel-transposed", "off-centre", "channels-mixed", "channels-summed"),
        together=(("sign-flipped", "kernel-rotated", "mirrored"),),
        cannot={
            "the weights add up to 0, so no division can be forgotten": (
                "divided-by-side",
                "not-normalised",
            ),
            "one filter, so one channel comes out": ("channels-exchanged",),
        },
    ),
)

GREY = KernelQuestion(
    id="grey",
    points=1,
    statement="The 1 x 1 convolution that makes grey of colours: 0.299 red, 0.587 green, 0.114 "
    "blue.",
    hint="There is one pixel and one filter, so only the third index runs: which weight belongs to "
    "channel 0, which to 1, which to 2?",
    answers=("grey",),
    public=("colours-1x2",),
    hidden=("colour-noise",),
    tolerance=5e-3,  # 0.3, 0.59, 0.11 are the same recipe
    mistakes=Mistakes(
        apply=("sign-flipped", "not-normalised"),
        cannot={
            ONE_PIXEL: (
                "kernel-rotated",
                "kernel-transposed",
                "mirrored",
                "off-centre",
                "divided-by-side",
            ),
            "the filter looks at all three channels": ("channels-mixed", "channels-summed"),
            "one filter, so one channel comes out": ("channels-exchanged",),
        },
    ),
)

TURN_COLOURS = KernelQuestion(
    id="turn-colours",
    points=2,
    statement="The 1 x 1 convolution with three filters that moves the colours on: green comes out "
    "as red, blue as green, red as blue.",
    hint="`k[0, 0, c, f]`: c is what goes in, f is what comes out. Take the three sentences one by "
    "one; each of them is a single 1.",
    answers=("turn_colours",),
    public=("colours-1x2",),
    hidden=("colour-noise",),
    mistakes=Mistakes(
        apply=("channels-exchanged", "sign-flipped", "channels-mixed", "channels-summed"),
        cannot={
            ONE_PIXEL: (
                "kernel-rotated",
                "kernel-transposed",
                "mirrored",
                "off-centre",
                "divided-by-side",
            ),
            "every filter only fetches one channel: nothing is averaged": ("not-normalised",),
        },
    ),
)

COLOUR_BLUR = KernelQuestion(
    id="colour-blur",
    points=2,
    statement="A 3 x 3 blur for pictures in colour that does not mix the channels.",
    hint="Nine pairs of channels, in and out, so nine small kernels. Three of them are a blur, and "
    "six must do nothing: which ones?",
    answers=("colour_blur",),
    public=("colours-2x2",),
    hidden=("colour-noise",),
    tolerance=2e-3,
    mistakes=Mistakes(
        apply=(
            "sign-flipped",
            "divided-by-side",
            "not-normalised",
            "channels-mixed",
            "channels-summed",
        ),
        cannot={
            "the kernel is its own mirror image, so turning it changes nothing": (
                "kernel-rotated",
                "kernel-transposed",
                "mirrored",
            ),
            "the weights fill the kernel: moved by a cell, one of them would fall out": (
                "off-centre",
            ),
            "from each channel to itself is the same way there and back": ("channels-exchanged",),
        },
    ),
)

PARAMETERS = CountQuestion(
    id="parameters",
    points=2,
    statement="Predict how many numbers four layers have to learn, with and without biases.",
    hint="Multiply the four axes of the weight tensor. Then ask whether the layer has biases, and "
    "how many: one for each picture that it makes. And what could a pooling layer learn?",
    parts=(
        CountPart("count_bank", TILING, (Conv2D(23, 3),), use_bias=False),
        CountPart("count_colour", LANTERN, (Conv2D(23, 3),)),
        CountPart("count_pixel", MAPS, (Conv2D(4, 1),)),
        CountPart("count_pooling", MAPS, (MaxPooling2D(3),)),
    ),
    mistakes=Mistakes(
        apply=(
            "bias-forgotten",
            "bias-counted",
            "parameters-one-bias",
            "parameters-input-depth-missing",
            "parameters-filters-missing",
            "parameters-picture-size",
            "parameters-pooling-has-weights",
        ),
        cannot={
            "each layer stands alone": ("parameters-first-depth", "parameters-all-layers"),
        },
    ),
)

NETWORK_SHAPES = ShapeQuestion(
    id="network-shapes",
    points=2.5,
    statement="Predict the shapes after each of the five layers of a network for clothes.",
    hint="Go on from your own last shape. 'valid' rounds down and 'same' rounds up; a pooling "
    "layer leaves the channels alone, and out of a Conv2D come as many as it has filters.",
    parts=tuple(ShapePart(f"after_{depth}", CLOTHES, NETWORK[:depth]) for depth in DEPTHS),
    mistakes=Mistakes(
        apply=(
            "valid-only-divides",
            "forgot-plus-one",
            "same-keeps-size",
            "same-pads-twice",
            "pooling-stride-one",
            "pooling-one-channel",
            *topic("channels"),
            "batch-left-out",
            "batch-none",
            "channels-first",
        ),
        # A padding of (2 - 1) // 2 on both sides is none at all, so the window floors
        together=(("pooling-same-floors", "same-pads-half"),),
        cannot={
            "26 pixels pool evenly, and where 13 do not the padding is 'same'": (
                "ceil-for-floor",
                "rounded",
                "fraction",
            ),
            "one more pixel on each side gives what 'same' gives": ("same-pads-one",),
            "pieces of clothes are as high as wide": ("height-width-swapped",),
        }
        | NO_ZERO_PADDING
        | NO_TRANSPOSED
        | NO_UPSAMPLING,
    ),
)

NETWORK_PARAMETERS = CountQuestion(
    id="network-parameters",
    points=2.5,
    statement="Predict how many numbers each of the five layers of the network has to learn.",
    hint="Use your shapes: the last number of a shape is the depth of what enters the next layer.",
    parts=tuple(CountPart(f"learnt_{depth}", CLOTHES, NETWORK[:depth]) for depth in DEPTHS),
    mistakes=Mistakes(
        apply=(
            "bias-forgotten",
            "parameters-one-bias",
            "parameters-filters-missing",
            "parameters-picture-size",
            "parameters-pooling-has-weights",
            "parameters-all-layers",
        ),
        # What enters the network has one channel: to take it, or to forget the depth, is the same
        together=(("parameters-first-depth", "parameters-input-depth-missing"),),
        cannot={"all layers have their biases": ("bias-counted",)},
    ),
)

BUILD = NetworkQuestion(
    id="network",
    points=2.5,
    statement="Build the network of five layers as a Sequential, with their activations.",
    hint="Write the layers as they stand in the table, separated by commas, in the list that "
    "Sequential takes. Where Keras speaks of a negative output size, the last kernel does not fit "
    "any more: a padding is missing further up.",
    answer="network",
    input_shape=(1, 28, 28, 1),
    layers=NETWORK,
    activations=("relu", "linear", "relu", "linear", "linear"),
    left=PartMarks(
        other_kind=0.5,
        other_activation=0.5,
        added_activation=0.0,
        layers_beside=0.0,
    ),
    mistakes=Mistakes(
        apply=(
            "padding-valid-for-same",
            "padding-same-for-valid",
            "pooling-stride-one",
            "bias-left-out",
            "filters-swapped",
            "kernel-size",
            "layers-swapped",
            "average-for-max",
            "activation-left-out",
            "activation-added",
            "another-activation",
        ),
        cannot={
            "no layer takes a mean": ("max-for-average",),
            "no layer here has a stride of its own": ("stride-ignored",),
            "all layers have their biases": ("bias-kept",),
        },
    ),
)

WIDE = ShapeQuestion(
    id="wide",
    points=1,
    statement="Predict what the network makes of a picture of 28 rows and 84 columns.",
    hint="Rows and columns don't know of each other, and you have done the rows. So take 84 and go "
    "through the five layers: which of them subtract, which of them halve, and how do they round?",
    parts=(ShapePart("after_wide", (1, 28, 84, 1), NETWORK),),
    mistakes=Mistakes(
        apply=(
            "pooling-stride-one",
            "same-keeps-size",
            "same-pads-twice",
            "valid-only-divides",
            *topic("channels"),
            *topic("axes"),
        ),
        cannot={
            "where a half is left the padding is 'same'": ("ceil-for-floor", "rounded", "fraction"),
            "with these, seven rows are not left for the last kernel": (
                "forgot-plus-one",
                "pooling-same-floors",
                "same-pads-half",
            ),
            "one more pixel on each side gives what 'same' gives": ("same-pads-one",),
            "a last layer with filters sets the number of channels": ("pooling-one-channel",),
        }
        | NO_ZERO_PADDING
        | NO_TRANSPOSED
        | NO_UPSAMPLING,
    ),
)

LEARNT_KERNELS = WrittenQuestion(
    id="learnt-kernels",
    points=3,
    statement="Choose two of the eight learnt kernels, write down their numbers, and say what each "
    "looks for and where its feature map shows that.",
    hint="Add up the weights first: about 0 means that the kernel looks for change, far from 0 "
    "that it looks for brightness. Then see on which side the positive weights lie.",
    guide="Every student's kernels differ (other random starts, Fashion-MNIST or the drawn sheet), "
    "so judge whether the text fits the numbers that are quoted. One point: for both kernels the "
    "sum of the weights is right within rounding and read correctly (near 0: even areas vanish; "
    "positive: bright areas light up; negative: the map stays dark on cloth, because of the ReLU, "
    "unless the bias is positive). One point: the direction is right. With positive weights on the "
    "right and negative ones on the left it is an upright edge that gets brighter to the right; "
    "Conv2D does not turn the kernel around. An honest 'no clear direction' with a reason, such as "
    "signs that alternate, counts. One point: the text points to a place in the feature map that "
    "shows it (a border of the piece, its inside, the background), or compares with a kernel of "
    "the assignment on kernels (derivative, blur, edges, emboss) for a good reason.",
)


def rubric(variant: Variant) -> Rubric:
    """The questions; every variant has the same ones."""
    return Rubric(
        "Channels",
        (
            WEIGHT_TENSOR,
            WHICH_FILTER,
            RED_EDGES,
            GREY,
            TURN_COLOURS,
            COLOUR_BLUR,
            PARAMETERS,
            NETWORK_SHAPES,
            NETWORK_PARAMETERS,
            BUILD,
            WIDE,
            LEARNT_KERNELS,
        ),
        summary="What a convolution does with channels, from colours to a small network that "
        "learns its own kernels.",
        needs=("kernels", "shapes"),
        minutes=(75, 100),
    )

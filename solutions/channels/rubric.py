"""The rubric of `channels`: depth of input and output, colours, counting weights, a small network.

The network is chosen so that both paddings occur, and both roundings: 26 columns pool to 13, and 13
with padding 'same' to 7. Its last layer has a kernel as large as what is left of the picture.
"""

from autograder.convolution.layers import Conv2D, MaxPooling2D
from autograder.course.rubric import Rubric, Variant
from autograder.questions.count import CountPart, CountQuestion
from autograder.questions.kernel import KernelQuestion, one_of
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


WEIGHT_TENSOR = ShapeQuestion(
    id="weight-tensor",
    points=3,
    statement="Predict the shapes of the weights of three Conv2D layers, the last one of them the "
    "second of two.",
    hint="Kernel height, kernel width, channels in, filters. For the second of two layers ask what "
    "the first one hands on: how many channels come out of a layer?",
    because=(
        "Height and width of the kernel come first, then the channels that go in, then the "
        "filters, whatever the picture's size."
    ),
    parts=(
        ShapePart("weights_grey", TILING, (Conv2D(23, 3),), weights=True),
        ShapePart("weights_colour", LANTERN, (Conv2D(6, (5, 3)),), weights=True),
        ShapePart("weights_second", LANTERN, (Conv2D(8, 3), Conv2D(4, (1, 5))), weights=True),
    ),
)

BANK = (
    ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
    ((0, 0, 0), (1, 0, 0), (0, 0, 0)),
    ((1 / 9, 1 / 9, 1 / 9), (1 / 9, 1 / 9, 1 / 9), (1 / 9, 1 / 9, 1 / 9)),
    ((1 / 16, 2 / 16, 1 / 16), (2 / 16, 4 / 16, 2 / 16), (1 / 16, 2 / 16, 1 / 16)),
    ((0, 0, 0), (1 / 3, 1 / 3, 1 / 3), (0, 0, 0)),
    ((0, 1 / 3, 0), (0, 1 / 3, 0), (0, 1 / 3, 0)),
    ((0, 0, 0), (-1, 0, 1), (0, 0, 0)),
    ((0, -1, 0), (0, 0, 0), (0, 1, 0)),
    ((-1, 0, 0), (0, 0, 0), (0, 0, 1)),
    ((0, 0, -1), (0, 0, 0), (1, 0, 0)),
    ((0, 0, 0), (1, 0, -1), (0, 0, 0)),
    ((0, 1, 0), (0, 0, 0), (0, -1, 0)),
    ((0, -1, 0), (-1, 4, -1), (0, -1, 0)),
    ((0, 1, 0), (1, -4, 1), (0, 1, 0)),
    ((-1, -1, -1), (-1, 8, -1), (-1, -1, -1)),
    ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    ((-2, -1, 0), (-1, 1, 1), (0, 1, 2)),
    ((0, -1, -2), (1, 1, -1), (2, 1, 0)),
    ((2, 1, 0), (1, 1, -1), (0, -1, -2)),
    ((0, 1, 2), (-1, 1, 1), (-2, -1, 0)),
    ((0, 0, 0), (-1, 2, -1), (0, 0, 0)),
    ((0, -1, 0), (0, 2, 0), (0, -1, 0)),
    ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
)
"""The filters of `bank`, as the notebook has them."""

WHICH_FILTER = KernelQuestion(
    id="which-filter",
    points=1,
    statement="Find the one of 23 filters that made a feature map, and cut it out of the weight "
    "tensor with both depths kept.",
    hint="It looks like a relief, so there are four candidates, with the lamp in four corners. Or "
    "subtract the mystery from each map: for one of them nothing is left. And a slice such as 5:6 "
    "keeps the axis.",
    because=(
        "Each filter makes one channel of the output, and a slice keeps both depths, so it "
        "can be used as a kernel again."
    ),
    answers=("made_it",),
    given={"bank": BANK},
    answer=one_of("bank"),
    public=("pixels-2x2",),
    hidden=("noise", "bag"),
)

RED_EDGES = KernelQuestion(
    id="red-edges",
    points=2,
    statement="One filter on three channels: red's right neighbour minus red's left neighbour, "
    "green and blue don't matter.",
    hint="The third index is the channel: 0 is red. What must the weights for green and blue be, "
    "so that they don't matter?",
    because=(
        "The weights for the other two channels are zero, so only the red picture is looked at."
    ),
    answers=("red_edges",),
    public=("colours-2x2",),
    hidden=("colour-noise",),
)

GREY = KernelQuestion(
    id="grey",
    points=1,
    statement="The 1 x 1 convolution that makes grey of colours: 0.299 red, 0.587 green, 0.114 "
    "blue.",
    hint="There is one pixel and one filter, so only the third index runs: which weight belongs to "
    "channel 0, which to 1, which to 2?",
    because=(
        "One filter weighs the three colours and adds them up, as the eye does: green counts most."
    ),
    answers=("grey",),
    public=("colours-1x2",),
    hidden=("colour-noise",),
    tolerance=5e-3,  # 0.3, 0.59, 0.11 are the same recipe
)

TURN_COLOURS = KernelQuestion(
    id="turn-colours",
    points=2,
    statement="The 1 x 1 convolution with three filters that moves the colours on: green comes out "
    "as red, blue as green, red as blue.",
    hint="`k[0, 0, c, f]`: c is what goes in, f is what comes out. Take the three sentences one by "
    "one; each of them is a single 1.",
    because=(
        "A one by one kernel mixes channels at each pixel: each output colour fetches "
        "exactly one input colour."
    ),
    answers=("turn_colours",),
    public=("colours-1x2",),
    hidden=("colour-noise",),
)

COLOUR_BLUR = KernelQuestion(
    id="colour-blur",
    points=2,
    statement="A 3 x 3 blur for pictures in colour that does not mix the channels.",
    hint="Nine pairs of channels, in and out, so nine small kernels. Three of them are a blur, and "
    "six must do nothing: which ones?",
    because="Each filter blurs one channel and leaves the others out, so the colours stay apart.",
    answers=("colour_blur",),
    public=("colours-2x2",),
    hidden=("colour-noise",),
    tolerance=2e-3,
)

PARAMETERS = CountQuestion(
    id="parameters",
    points=2,
    statement="Predict how many numbers four layers have to learn, with and without biases.",
    hint="Multiply the four axes of the weight tensor. Then ask whether the layer has biases, and "
    "how many: one for each picture that it makes. And what could a pooling layer learn?",
    because=(
        "A filter learns a weight for every cell and every channel that goes in, and one "
        "bias; pooling learns nothing."
    ),
    parts=(
        CountPart("count_bank", TILING, (Conv2D(23, 3),), use_bias=False),
        CountPart("count_colour", LANTERN, (Conv2D(23, 3),)),
        CountPart("count_pixel", MAPS, (Conv2D(4, 1),)),
        CountPart("count_pooling", MAPS, (MaxPooling2D(3),)),
    ),
)

NETWORK_SHAPES = ShapeQuestion(
    id="network-shapes",
    points=2.5,
    statement="Predict the shapes after each of the five layers of a network for clothes.",
    hint="Go on from your own last shape. 'valid' rounds down and 'same' rounds up; a pooling "
    "layer leaves the channels alone, and out of a Conv2D come as many as it has filters.",
    because=(
        "Shapes can be worked out layer by layer: window and padding for the sizes, filters "
        "for the channels."
    ),
    parts=tuple(ShapePart(f"after_{depth}", CLOTHES, NETWORK[:depth]) for depth in DEPTHS),
)

NETWORK_PARAMETERS = CountQuestion(
    id="network-parameters",
    points=2.5,
    statement="Predict how many numbers each of the five layers of the network has to learn.",
    hint="Use your shapes: the last number of a shape is the depth of what enters the next layer.",
    because=(
        "What a layer learns depends on its kernel, on the channels that enter it and on its "
        "filters, never on the picture's size."
    ),
    parts=tuple(CountPart(f"learnt_{depth}", CLOTHES, NETWORK[:depth]) for depth in DEPTHS),
)

BUILD = NetworkQuestion(
    id="network",
    points=2.5,
    statement="Build the network of five layers as a Sequential, with their activations.",
    hint="Write the layers as they stand in the table, separated by commas, in the list that "
    "Sequential takes. Where Keras speaks of a negative output size, the last kernel does not fit "
    "any more: a padding is missing further up.",
    because=(
        "Each layer takes what the one before it gives, and the activations between them "
        "make more of it than one layer could do."
    ),
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
)

WIDE = ShapeQuestion(
    id="wide",
    points=1,
    statement="Predict what the network makes of a picture of 28 rows and 84 columns.",
    hint="Rows and columns don't know of each other, and you have done the rows. So take 84 and go "
    "through the five layers: which of them subtract, which of them halve, and how do they round?",
    because=(
        "Rows and columns don't know of each other, and a layer without a dense one behind "
        "it takes pictures of any size."
    ),
    parts=(ShapePart("after_wide", (1, 28, 84, 1), NETWORK),),
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

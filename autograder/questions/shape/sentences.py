"""What students are told of their mistakes about shapes: the idea that went wrong, never the right numbers."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "same-keeps-size": (
        "padding='same' lets the window stand on the border's pixels too. But with a"
        " stride above 1 it doesn't stop at every pixel: does the picture really keep its size?"
    ),
    "same-pads-one": (
        "It looks as if you added one row or column of zeros on each side. How many zeros"
        " padding='same' adds depends on the window: one on each side is not always right."
    ),
    "same-pads-half": (
        "It looks as if you added half a window of zeros on both sides. A window of even"
        " size has no middle: there padding='same' adds one more at the bottom and at the right."
    ),
    "same-pads-twice": (
        "It looks as if all the zeros of padding='same' were put on each side. They are"
        " shared between the two sides, so you have counted them twice."
    ),
    "valid-only-divides": (
        "You looked at the stride only, but the size of the window counts too: with"
        " padding='valid' it must lie wholly inside the picture. Where can it stand last?"
    ),
    "forgot-plus-one": (
        "You counted the steps of the window, not the places where it stands. Before its"
        " first step it stands somewhere too."
    ),
    "ceil-for-floor": (
        "The last step doesn't fit and you counted it all the same. With padding='valid'"
        " a window that would stick out of the picture is left out."
    ),
    "rounded": (
        "The steps don't come out even and you rounded to the nearest number. A step fits"
        " or it doesn't: think of what happens to the one that sticks out of the picture."
    ),
    "fraction": (
        "A picture has a whole number of rows and columns. When the steps don't come out"
        " even, the layer still works: think of the pixels at the end that no window reaches."
    ),
    "pooling-stride-one": (
        "You moved the pooling window by one pixel at a time. When strides isn't given, a"
        " pooling layer doesn't do that: how must its windows lie so that they don't overlap?"
    ),
    "pooling-same-floors": (
        "You left out the last, incomplete window. With padding='same' a pooling layer"
        " pools what is there of it, so nothing at the border is dropped."
    ),
    "pooling-one-channel": (
        "Pooling looks at each channel on its own: it makes pictures smaller, but it"
        " doesn't merge the channels into one."
    ),
    "channels-multiplied": (
        "You multiplied the channels of the input by the filters. But one filter looks at"
        " all the input's channels together and adds up what it sees: how many pictures does it"
        " give?"
    ),
    "channels-kept": (
        "You kept the input's number of channels. The depth of what comes out has nothing"
        " to do with the depth of what goes in: who decides it?"
    ),
    "batch-left-out": (
        "An axis is missing: a Keras layer always works on a batch of pictures, even if"
        " the batch holds only one. Its axis comes first."
    ),
    "batch-none": (
        "None stands for a batch of any size, as `model.summary()` writes it. Here you know how"
        " many pictures go in: does a layer change their number?"
    ),
    "channels-first": (
        "You put the channels before height and width. Keras, as we use it, has them last."
    ),
    "height-width-swapped": (
        "Height and width have changed places. As in a matrix, the rows (the height) come"
        " first, then the columns (the width)."
    ),
    "zero-padding-one-side": (
        "You counted the zeros of one side only. A picture has a top and a bottom, a left"
        " and a right."
    ),
    "zero-padding-swapped": (
        "The zeros for the rows have gone to the columns, and the other way round. In"
        " ZeroPadding2D the first entry is for the top and the bottom, the second for the left"
        " and the right."
    ),
    "transposed-valid-multiplies": (
        "You multiplied by the stride, as padding='same' would. With padding='valid' every"
        " input pixel leaves a whole kernel in the output, and nothing of the last one is cut"
        " off."
    ),
    "transposed-other-library": (
        "This is how another library sizes a transposed convolution. Keras has a rule of"
        " its own when output_padding isn't given, and for padding='same': with the stride in"
        " mind, how large must the picture be that a Conv2D would bring to your input's size?"
    ),
    "output-padding-zero": (
        "You took the missing output_padding for a zero. None isn't zero here: it lets"
        " Keras choose the size that fits the stride."
    ),
    "upsampling-adds": (
        "You added the factor to the size. Upsampling makes every pixel into a block of"
        " pixels: what does that do to the number of rows?"
    ),
    "bilinear-changes-shape": (
        "You filled in new pixels only between the old ones. How the values are found,"
        " nearest or bilinear, doesn't change how many pixels come out."
    ),
    "weights-depths-swapped": (
        "The two depths have changed places. After the kernel's height and width, which"
        " comes first: the depth of what goes in, or of what comes out?"
    ),
    "weights-depths-missing": (
        "This is the kernel as you see it in a picture. The weights have two axes more:"
        " the depth of the input and the depth of the output."
    ),
    "weights-filters-first": (
        "The depths are in front, as another library stores them. Keras starts with the"
        " kernel's height and width."
    ),
    "weights-input-depth-missing": (
        "The depth of the input is missing. A filter needs weights for every channel that"
        " it looks at, and even a single channel has its axis."
    ),
    "weights-input-shape": (
        "You used the size of the picture. The same small kernel slides over all of it:"
        " the weights don't know how large the picture is."
    ),
}
"""By the name of the mistake, in the order of `SHAPE_MISTAKES` and `WEIGHTS_MISTAKES`."""

"""What students are told of slips about layers that make pictures larger, and about chains of layers."""

from __future__ import annotations

from collections.abc import Mapping

GROWING: Mapping[str, str] = {
    "zero-padding-corners": (
        "You read the pairs as corners, (top, left) and (bottom, right). What do the two numbers of"
        " one pair in ZeroPadding2D have in common: a corner or an axis?"
    ),
    "zero-padding-ignored": (
        "Your picture kept its size. ZeroPadding2D adds rows and columns that really are there"
        " afterwards: what does that do to height and width?"
    ),
    "zero-padding-twice": (
        "You counted every number for both sides. In ZeroPadding2D's pairs each side has a number of"
        " its own: which is for which?"
    ),
    "zero-padding-channels": (
        "You padded the channels, too. ZeroPadding2D puts a frame around a picture: does that change"
        " how many pictures lie on top of each other?"
    ),
    "output-padding-ignored": (
        "You took the output_padding that is written there as if it were missing. If it is missing,"
        " Keras chooses; here somebody chose. What does it add to the smallest size that fits?"
    ),
    "transposed-shrinks": (
        "This is what a Conv2D of these settings makes. A Conv2DTranspose goes the other way: from"
        " which size would that Conv2D come to your input's?"
    ),
    "transposed-adds-kernel": (
        "You put the input's pixels a stride apart and added a whole kernel. But the last pixel has"
        " no next one to keep a stride away from: where does its kernel begin, and where does it end?"
    ),
    "transposed-only-steps": (
        "You counted the steps between the input's pixels, and not the kernel that the last of them"
        " leaves. How far beyond its first pixel does a kernel reach?"
    ),
    "upsampling-undoes-pooling": (
        "You gave the picture back the size that it had before pooling. Pooling had cut off what made"
        " no whole window: can UpSampling2D know of those pixels?"
    ),
    "upsampling-batch": (
        "You multiplied the number of pictures, too. Upsampling makes each picture larger: does it"
        " make more of them?"
    ),
    "upsampling-factor-more": (
        "You put as many new pixels after each pixel as the factor says. The factor counts the whole"
        " block: is the old pixel one of it?"
    ),
    "layer-left-out": (
        "This is what comes out if one layer is left out. Go through the layers one by one and write"
        " down the shape after each: which one did you jump over?"
    ),
    "not-passed-on": (
        "This is what the last layer makes of the picture that you began with. What goes into it is"
        " what the layer before it gave: is that handed on?"
    ),
    "input-shape": (
        "This is the shape that goes in. What does the layer change: the size, the number of"
        " channels, or both?"
    ),
    "layers-swapped": (
        "This is what comes out if two layers change places. In which order does the picture go"
        " through them?"
    ),
    "layer-twice": (
        "This is what comes out if a layer is applied twice. Did a shape go through the same layer"
        " once more?"
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
}
"""By the name of the slip."""

"""Slips on the way back: which input sizes belong to an output size, on one axis.

Every slip about sizes that is made forwards can be made backwards, too: the sizes that a mistaken
formula turns into the output.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace

from autograder.convolution.input_sizes import input_sizes
from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    UpSampling2D,
    window,
)
from autograder.convolution.sizes import axis_size
from autograder.convolution.slips.search import after_one, explaining, speaking_against
from autograder.convolution.slips.shapes.table import SHAPE_SLIPS
from autograder.convolution.slips.shapes.walk import SIZES, Walk, WalkSlip, occasion
from autograder.convolution.slips.slip import Rank, Slip, SlipPlace, SlipStep, lapse

Sizes = frozenset[int]
SizesWriting = Callable[[Sizes], Iterable[Sizes]]
"""How sizes that were found are given; perhaps in several ways."""

WRITING = "writing"


@dataclass(frozen=True)
class WayBack:
    """The way from an output size to the inputs that lead to it."""

    layer: Layer
    output: int
    largest: int
    """Sizes from 1 to this one are asked for."""
    walk: Walk | None = None
    """The mistaken way forwards, for any size; None: the right one."""
    found: Sizes | None = None
    """What was found in another way."""

    def sizes(self) -> Sizes | None:
        """The sizes that are given; None where there are none."""
        if self.found is not None:
            return self.found or None
        if self.walk is None:
            return frozenset(input_sizes(self.layer, self.output, self.largest)) or None
        return (
            frozenset(
                size
                for size in range(1, self.largest + 1)
                if _after(self.walk, size) == self.output
            )
            or None
        )


def _after(walk: Walk, size: int) -> object:
    try:
        end = replace(walk, shape=(1, size, size, 1)).end()
    except ValueError:
        return None
    return None if end is None else end[1]


WaySlip = Slip[WayBack]
Ways = Iterable[tuple[WayBack, SlipPlace]]

BACKWARDS = frozenset({
    "padding-valid-for-same", "padding-same-for-valid", "ceil-for-floor", "same-floors", "pooling-same-floors",
    "stride-ignored", "pooling-stride-one", "pooling-strides-as-one", "same-keeps-size", "forgot-plus-one", "valid-only-divides", "rounded",
    "same-pads-one", "same-pads-half", "same-pads-twice", "padded-size", "stride-is-kernel", "kernel-is-stride",
    "transposed-valid-multiplies", "output-padding-zero", "output-padding-ignored", "transposed-other-library", "transposed-shrinks",
    "transposed-adds-kernel", "transposed-only-steps", "upsampling-adds", "bilinear-changes-shape", "upsampling-factor-more",
    "zero-padding-one-side", "zero-padding-ignored", "zero-padding-twice",
})  # fmt: skip
"""Of the slips in shapes those that can be made on one axis."""

NAMES_BACKWARDS = {"padding-valid-for-same": "input-sizes-padding-ignored"}
"""Where a slip has a name of its own on the way back."""


def _backwards(slip: WalkSlip) -> WaySlip:
    """A slip of the way forwards; of the sizes that it finds one alone may be given, if it is a slip that
    is often made: single numbers are met by chance."""

    def change(way: WayBack) -> Ways:
        walk = Walk((way.layer,), (1, way.largest, way.largest, 1))
        if slip.name == "stride-ignored" and getattr(way.layer, "padding", None) == "same":
            return  # "same-keeps-size" says more
        for changed, place in slip.change(walk):
            if len(changed.layers) != 1 or place.axis is not None:
                continue
            whole = replace(way, walk=changed)
            yield whole, place
            sizes = whole.sizes()
            if sizes is not None and len(sizes) > 1 and slip.rank is Rank.DAILY:
                yield replace(way, found=frozenset({min(sizes)})), replace(place, once=True)

    return Slip(NAMES_BACKWARDS.get(slip.name, slip.name), change, slip.rank, slip.idea, SIZES)


def _window(way: WayBack) -> tuple[int, int] | None:
    match way.layer:
        case Conv2D() | MaxPooling2D() | AveragePooling2D() | Conv2DTranspose():
            kernel, stride = window(way.layer)
            return kernel[0], stride[0]
        case UpSampling2D():
            return 1, way.layer.size[0]
    return None


def by_formula(
    name: str,
    formula: Callable[[WayBack, int, int, int], Iterable[Sizes]],
    rank: Rank = Rank.COMMON,
    shows: str = SIZES,
) -> WaySlip:
    """The sizes by a mistaken formula from k, s and o; each of several is a way to make the slip."""

    def change(way: WayBack) -> Ways:
        both = _window(way)
        if both is None:
            return
        for sizes in formula(way, *both, way.output):
            yield replace(way, found=sizes), place_of(way)

    return Slip(name, change, rank, shows=shows)


def by_writing(name: str, writing: SizesWriting, rank: Rank = Rank.COMMON) -> WaySlip:
    """The sizes that were found given otherwise."""

    def change(way: WayBack) -> Ways:
        sizes = way.sizes()
        for written in () if sizes is None else writing(sizes):
            yield replace(way, found=written), place_of(way)

    return Slip(name, change, rank, shows=WRITING)


def place_of(way: WayBack) -> SlipPlace:
    """The only place of slips in one layer: what of it invites them."""
    return SlipPlace(frozenset({occasion(Walk((way.layer,), (1, way.largest, way.largest, 1)), 0)}))


def _span(first: int, length: int) -> Sizes:
    return frozenset(range(first, first + length))


def _multiplied(way: WayBack, k: int, s: int, o: int) -> Iterable[Sizes]:
    # where windows lie side by side this is one that works: the others are missing, then
    if o * s not in input_sizes(way.layer, o, way.largest):
        yield frozenset({o * s})


def _steps_alone(way: WayBack, k: int, s: int, o: int) -> Iterable[Sizes]:
    """The steps between the windows, and no window."""
    if (
        isinstance(way.layer, Conv2D | MaxPooling2D | AveragePooling2D)
        and way.layer.padding == "valid"
    ):
        yield from (frozenset({(o - 1) * s}), _span((o - 1) * s, s), frozenset({(o - 1) * s + 1}))


def _forwards(way: WayBack, k: int, s: int, o: int) -> Iterable[Sizes]:
    """The question read forwards: what the layer makes of the output."""
    try:
        yield frozenset({int(axis_size(way.layer, 0, o))})
    except ValueError:  # nothing
        return


def _output_given(way: WayBack, k: int, s: int, o: int) -> Iterable[Sizes]:
    yield frozenset({o})


def _one_only(sizes: Sizes) -> Iterable[Sizes]:
    return [frozenset({size}) for size in sizes] if len(sizes) > 1 else []


def _one_more(sizes: Sizes) -> Iterable[Sizes]:
    yield from (sizes | {max(sizes) + 1}, sizes | {min(sizes) - 1})
    yield sizes | {min(sizes) - 1, max(sizes) + 1}


def _end_missing(sizes: Sizes) -> Iterable[Sizes]:
    return [sizes - {max(sizes)}, sizes - {min(sizes)}] if len(sizes) > 2 else []


def _gap(sizes: Sizes) -> Iterable[Sizes]:
    inside = sorted(sizes)[1:-1]
    yield from (sizes - {size} for size in inside)
    if len(inside) > 1:
        yield frozenset({min(sizes), max(sizes)})


def _shifted(sizes: Sizes) -> Iterable[Sizes]:
    return [frozenset(size + by for size in sizes) for by in (1, -1)]


WAY_SLIPS: tuple[WaySlip, ...] = (
    *(_backwards(slip) for slip in SHAPE_SLIPS if slip.name in BACKWARDS),
    by_formula("input-sizes-multiplied", _multiplied, Rank.DAILY),
    by_formula("input-sizes-kernel-forgotten", _steps_alone),
    by_formula("input-sizes-forwards", _forwards),
    by_formula("input-sizes-output-given", _output_given, Rank.RARE),
    by_writing("input-sizes-one-only", _one_only, Rank.DAILY),
    lapse(by_writing("input-sizes-one-too-many", _one_more, Rank.DAILY)),
    lapse(by_writing("input-sizes-end-missing", _end_missing, Rank.DAILY)),
    lapse(by_writing("input-sizes-gap", _gap, Rank.DAILY)),
    lapse(by_writing("input-sizes-off-by-one", _shifted)),
)
"""By what they show on: the sizes first, then which of them are given."""


def explained_sizes(way: WayBack, given: Sizes) -> list[tuple[SlipStep, ...]]:
    """The slips after which a wrong answer is the right one: all ways with the fewest. Single numbers
    and small sets are too easily met to be tried with two slips."""
    tried = after_one(way, WAY_SLIPS, WayBack.sizes)
    ways = explaining(tried, (), WayBack.sizes, lambda sizes: sizes == given)
    return [changed.steps for changed in ways]


def contradicted_by_sizes(way: WayBack) -> frozenset[tuple[str, Hashable]]:
    """The slips, with their occasions, that a right answer speaks against."""
    right = way.sizes()
    return speaking_against(way, WAY_SLIPS, WayBack.sizes, lambda sizes: sizes == right)

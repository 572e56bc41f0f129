"""Ways to make a slip in a walk through layers: by a formula, by another layer, by another chain, in writing.

Each is made in all layers that it concerns, or in one of them alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from autograder.convolution.layers import Layer
from autograder.convolution.sizes import Shape, axis_size
from autograder.convolution.slips.shapes.walk import (
    DEPTH,
    SIZES,
    WRITING,
    DepthFormula,
    SizeFormula,
    Walk,
    Walks,
    WalkSlip,
    Writing,
    occasion,
)
from autograder.convolution.slips.slip import Rank, Slip, SlipPlace


def _places(walk: Walk, numbers: list[int]) -> Iterator[tuple[list[int], SlipPlace]]:
    """All these layers at once, then each alone."""
    if not numbers:
        return
    everywhere = frozenset(occasion(walk, number) for number in numbers)
    alone = numbers[0] if len(walk.layers) > 1 and len(numbers) == 1 else None
    yield numbers, SlipPlace(everywhere, alone)
    if len(numbers) > 1:
        for number in numbers:
            yield [number], SlipPlace(frozenset({occasion(walk, number)}), number, once=True)


def _says_something(walk: Walk, number: int, formula: SizeFormula) -> bool:
    """Whether a formula has a size for a layer, on the right way to it at least."""
    if number >= len(walk.entering):
        return True
    sizes = walk.entering[number][1:3]
    layer = walk.layers[number]
    try:
        return any(formula(layer, axis, size) is not None for axis, size in enumerate(sizes))
    except ValueError:  # it leaves nothing
        return True


def _on_axes(walk: Walk, formulas: Mapping[int, SizeFormula], place: SlipPlace) -> Walks:
    """Formulas in place of the right ones, for the layers of these numbers. Where nothing is left of one
    axis so, they may have been used on the other alone."""
    numbers = range(len(walk.layers))
    changed = replace(walk, sizes=tuple(formulas.get(n) for n in numbers))
    if changed.end() is not None:
        yield changed, place
        return
    for axis in (0, 1):
        sizes = tuple(_on_axis(formulas[n], axis) if n in formulas else None for n in numbers)
        yield replace(walk, sizes=sizes), replace(place, axis=axis)


def _on_axis(formula: SizeFormula, which: int) -> SizeFormula:
    return lambda layer, axis, size: formula(layer, axis, size) if axis == which else None


def _as(other: Layer) -> SizeFormula:
    return lambda layer, axis, size: axis_size(other, axis, size)


def by_formula(
    name: str,
    concerns: Callable[[Layer], bool],
    *formulas: SizeFormula,
    rank: Rank = Rank.COMMON,
    idea: str = "",
) -> WalkSlip:
    """A mistaken formula for the sizes after the layers that it concerns; each of several is a way to
    make the slip."""

    def change(walk: Walk) -> Walks:
        for variant, formula in enumerate(formulas):
            numbers = [
                number
                for number, layer in enumerate(walk.layers)
                if concerns(layer) and _says_something(walk, number, formula)
            ]
            for some, place in _places(walk, numbers):
                yield from _on_axes(
                    walk, dict.fromkeys(some, formula), replace(place, variant=variant)
                )

    return Slip(name, change, rank, idea, SIZES, on_paper=True)


def by_depth(
    name: str,
    concerns: Callable[[Layer], bool],
    formula: DepthFormula,
    rank: Rank = Rank.COMMON,
    on_paper: bool = True,
    idea: str = "",
) -> WalkSlip:
    """A mistaken formula for the channels after the layers that it concerns."""

    def change(walk: Walk) -> Walks:
        numbers = [number for number, layer in enumerate(walk.layers) if concerns(layer)]
        for some, place in _places(walk, numbers):
            depths = [formula if n in some else None for n in range(len(walk.layers))]
            yield replace(walk, depths=tuple(depths)), place

    return Slip(name, change, rank, idea, DEPTH, on_paper=on_paper)


def by_layer(
    name: str,
    other: Callable[[Layer], Layer | None],
    rank: Rank = Rank.COMMON,
    idea: str = "",
    shows: str = SIZES,
) -> WalkSlip:
    """Another layer in place of those that it concerns; None: it doesn't."""

    def change(walk: Walk) -> Walks:
        others = {}
        for number, layer in enumerate(walk.layers):
            changed = other(layer)
            if changed is not None and changed != layer:
                others[number] = changed
        for some, place in _places(walk, list(others)):
            layers = [others[n] if n in some else layer for n, layer in enumerate(walk.layers)]
            whole = replace(walk, layers=tuple(layers))
            if whole.end() is not None:
                yield whole, place
            elif shows == SIZES:
                yield from _on_axes(walk, {n: _as(others[n]) for n in some}, place)

    return Slip(name, change, rank, idea, shows)


def by_chain(
    name: str,
    other: Callable[[tuple[Layer, ...]], Iterable[tuple[tuple[Layer, ...], int | None]]],
    rank: Rank = Rank.COMMON,
    idea: str = "",
) -> WalkSlip:
    """Another chain of layers, and at which of them it begins to be another."""

    def change(walk: Walk) -> Walks:
        for layers, number in other(walk.layers):
            place = SlipPlace(frozenset({len(walk.layers) > 1}), number)
            yield replace(walk, layers=layers), place

    return Slip(name, change, rank, idea, SIZES)


def by_writing(
    name: str,
    write: Callable[[Walk, Shape], Shape | None],
    rank: Rank = Rank.COMMON,
    idea: str = "",
    weights: bool = False,
) -> WalkSlip:
    """The right shape in mind, of an output or (`weights`) of a layer's weights, and written down
    wrongly. `write` is told the walk, too."""

    def change(walk: Walk) -> Walks:
        if walk.weights == weights:
            writing: Writing = lambda shape: write(walk, shape)  # noqa: E731
            yield replace(walk, writings=(*walk.writings, writing)), SlipPlace()

    return Slip(name, change, rank, idea, WRITING)

"""Slips in what becomes of kernels that the statement gives: a term of their sum left out or counted too
often, another one of them taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations_with_replacement

import numpy as np

from autograder.convolution.slips.kernels.kernel import Kernel, KernelAttempt, KernelSlip, Wanted
from autograder.convolution.slips.slip import Rank, SlipPlace

MOST_TIMES = 9
"""How often a term may have been taken, to be recognised."""


def _given(attempt: KernelAttempt) -> Iterator[Kernel]:
    if len(attempt.given) > 1:  # of one kernel there is no sum
        yield from attempt.given.values()


def _left_out(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
    for term in _given(attempt):
        yield from ((attempt.kernel + times * term, SlipPlace()) for times in (1, 2))


def _too_often(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
    yield from ((attempt.kernel - term, SlipPlace()) for term in _given(attempt))


def _different(terms: tuple[Kernel, ...]) -> Iterator[Kernel]:
    for number, term in enumerate(terms):
        if not any(np.array_equal(term, earlier) for earlier in terms[:number]):
            yield term


def _one_less(wanted: Wanted) -> Iterator[Kernel]:
    yield from (wanted.kernel - term for term in _different(wanted.terms))


def _one_more(wanted: Wanted) -> Iterator[Kernel]:
    yield from (wanted.kernel + term for term in _different(wanted.terms))


def products(given: Iterable[Kernel]) -> Iterator[Kernel]:
    """What comes of multiplying given kernels number by number: two or three of them, and one added."""
    terms = list(given)
    if len(terms) < 2:
        return
    for count in (2, 3):
        for factors in combinations_with_replacement(terms, count):
            product = np.prod(np.stack(factors), axis=0)
            yield product
            yield from (product + term for term in terms)


def is_product(attempt: KernelAttempt) -> bool:
    """Whether it is one of `products`."""
    return any(np.allclose(attempt.kernel, one) for one in products(attempt.given.values()))


def is_other_sum(attempt: KernelAttempt) -> bool:
    """Whether it is a sum and difference of the given kernels, each taken a whole number of times."""
    terms = [term.ravel() for term in attempt.given.values()]
    if len(terms) < 2:
        return False
    table = np.stack(terms, axis=1)
    numbers = np.linalg.lstsq(table, attempt.kernel.ravel(), rcond=None)[0]
    whole = np.round(numbers)
    return bool(
        np.abs(whole).max() <= MOST_TIMES
        and np.allclose(table @ whole, attempt.kernel.ravel(), atol=1e-6)
    )


def _otherwise(wanted: Wanted) -> Iterator[Kernel]:
    """The first term with a minus."""
    if len(wanted.terms) > 1:
        yield wanted.kernel - 2 * wanted.terms[0]


def _multiplied(wanted: Wanted) -> Iterator[Kernel]:
    if len(wanted.terms) > 1:
        yield np.prod(np.stack(wanted.terms), axis=0)


def _same(kernel: Kernel, other: Kernel) -> bool:
    return kernel.shape == other.shape and np.allclose(kernel, other, atol=1e-6)


def _another(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
    if any(_same(attempt.kernel, one) for one in attempt.choices):
        yield from ((one, SlipPlace()) for one in attempt.choices)


def _others(wanted: Wanted) -> Iterator[Kernel]:
    yield from (one for one in wanted.choices if not _same(one, wanted.kernel))


TERM_SLIPS: tuple[KernelSlip, ...] = (
    KernelSlip("term-left-out", _left_out, _one_less, Rank.DAILY),
    KernelSlip("term-too-often", _too_often, _one_more, Rank.DAILY),
    KernelSlip("terms-otherwise", lambda attempt: (), _otherwise),
    KernelSlip("terms-multiplied", lambda attempt: (), _multiplied),
    KernelSlip("another-filter", _another, _others, Rank.RARE),
)

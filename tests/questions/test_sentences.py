"""What students are told of slips: a sentence for each, short, and no number given away."""

from __future__ import annotations

import re

import pytest

from autograder.convolution.slips.counts import COUNT_SLIPS
from autograder.convolution.slips.networks import NETWORK_SLIPS
from autograder.convolution.slips.shapes.table import SHAPE_SLIPS
from autograder.questions.count import sentences as count
from autograder.questions.kinds import KINDS
from autograder.questions.network import sentences as network
from autograder.questions.shape import sentences as shape

# the kind, its slips, what it tells
TABLES = {
    "shape": (SHAPE_SLIPS, shape.SENTENCES),
    "count": (COUNT_SLIPS, count.SENTENCES),
    "network": (NETWORK_SLIPS, network.SENTENCES),
}


@pytest.mark.parametrize(("slips", "sentences"), TABLES.values(), ids=TABLES)
def test_every_slip_has_a_sentence(slips, sentences):
    names = [slip.name for slip in slips]
    assert len(set(names)) == len(names)
    assert set(names) == set(sentences)


TOLD = {
    f"{name} {asked} {slip}": (name, sentence)
    for name, kind in KINDS.items()
    for asked, sentences in kind.catalogues().items()
    for slip, sentence in sentences.items()
}
NAMES = "[A-Z][A-Za-z]+2D|a stride above 1|1 x 1|Your kernel sums to 9"
MOST = 420
"""Characters of what is told of one slip."""


@pytest.mark.parametrize(("kind", "sentence"), TOLD.values(), ids=TOLD)
def test_a_sentence_is_short_and_gives_no_number_away(kind, sentence):
    assert sentence.endswith((".", "?"))
    assert len(sentence) <= MOST
    if kind != "function":  # a stride of 1, a search that begins at 0
        assert not re.search(r"\d", re.sub(NAMES, "", sentence))


def test_there_are_slips_for_all_that_is_asked():
    by_hand = {"written", "ordinary-test", "ordinary_test", "manual-cell"}
    assert {kind for kind, _ in TOLD.values()} | by_hand >= set(KINDS)

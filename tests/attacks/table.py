"""All attacks."""

from __future__ import annotations

from tests.attacks import (
    escaping,
    forging,
    harming,
    hoarding,
    reading,
    sharing,
    showing,
    stopping,
    submitting,
)
from tests.attacks.attack import Attack

ATTACKS: tuple[Attack, ...] = (
    *forging.ATTACKS,
    *reading.ATTACKS,
    *harming.ATTACKS,
    *hoarding.ATTACKS,
    *escaping.ATTACKS,
    *sharing.ATTACKS,
    *showing.ATTACKS,
    *stopping.ATTACKS,
    *submitting.ATTACKS,
)

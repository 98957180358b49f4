"""Actions take their time, and are broken off before it where something overtakes them."""

from functools import lru_cache

import numpy as np
import pytest

from bondsim.engines.batch import Recording, run_block
from bondsim.scenario import load

TREATED = {"start": "under_way", "heart.survival_at_once": 0.9, "protocol.cpr_s": 1200}
CASES = [
    ("hold", "alley_intercept", "handler", {}),
    ("guard", "officer_down", "dog", {}),
    ("bite", "officer_down", "dog", {}),
    ("stab", "officer_down", "suspect", {}),
    ("bark", "officer_down", "dog", {}),
    ("travel", "officer_down", "responder", {}),
    ("aid", "alley_intercept", "handler", {}),
    ("alert", "seizure_guard", "dog", {}),
    ("cpr", "seizure_guard", "paramedic", TREATED),
    ("look", "hostage_recon", "dog", {}),
    ("pursue", "rail_yard", "dog", {"start": "pursuit"}),
    ("withdraw", "rail_yard", "dog", {}),
    ("track", "woods_ambush", "dog", {}),
    ("freeze", "woods_ambush", "dog", {}),
]
RUNS = 12


@lru_cache(maxsize=32)
def spells(action, name, who, settings):
    """How long each spell of an action lasted until another was chosen, s."""
    setup = load(name).setup(dict(settings))
    block = run_block([setup], np.zeros(RUNS, int), np.arange(RUNS), np.full(RUNS, 5), Recording(events=True))
    lasted, began = [], {}
    for kind, actor, chosen, t_s, run in zip(
        *(block.events[name] for name in ("event", "actor", "action", "t_s", "run_index")), strict=True
    ):
        if kind == "chose" and actor.startswith(who):
            before, since = began.get((run, actor), ("", 0.0))
            if before == action and chosen != action:
                lasted.append(t_s - since)
            began[run, actor] = chosen, t_s
    return np.array(lasted)


def share_broken_off(action, name, who, settings):
    lasts = load(name).keys[f"{action}.duration_s"].default
    lasted = spells(action, name, who, tuple(settings.items()))
    return (lasted < lasts - 1e-6).mean() if len(lasted) else 0.0


@pytest.mark.parametrize(("action", "name", "who", "settings"), CASES)
def test_an_action_is_broken_off_before_its_time(action, name, who, settings):
    assert share_broken_off(action, name, who, settings) > 0


@pytest.mark.parametrize("case", [case for case in CASES if case[0] in ("bite", "track", "freeze")])
def test_the_larger_the_lead_that_it_takes_the_fewer_are_broken_off(case):
    *which, settings = case
    usual, stubborn = (share_broken_off(*which, settings | {"choice.interrupt": lead}) for lead in (0.5, 20))
    assert stubborn < 0.7 * usual

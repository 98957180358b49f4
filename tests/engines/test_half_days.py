"""Careers whose days are cut finer (`steps_a_day`): two half-days give what one day gives."""

import re
from pathlib import Path

import numpy as np
import pytest
from equality import sampled_differences

from bondsim.engines.batch import Recording, run_block
from bondsim.scenario import catalogue, load

APART = Path(__file__).parents[1] / "scenario" / "apart.yaml"
UNIT = {"unit.teams": 4, "unit.years": 2, "rota.calls_per_month": 2, "retire.home": 0, "dog.age_y": 7}


def cut(path, steps, folder):
    """A scenario's file with so many steps a day."""
    text, n = re.subn(
        r"clock: \{days: (\d+)\}", rf"clock: {{days: \1, steps_a_day: {steps}}}", path.read_text()
    )
    assert n == 1
    other = folder / f"{path.stem}_{steps}.yaml"
    other.write_text(text)
    return other


def shipped(name):
    """File of a scenario that comes with the package."""
    return catalogue._folder() / f"{name}.yaml"


@pytest.mark.parametrize("steps", [2, 3, 13])
@pytest.mark.parametrize("company", [0, 0.05, 0.4])
def test_what_a_dog_holds_at_the_end_of_each_day_is_the_same_however_the_day_is_cut(tmp_path, company, steps):
    """Exactly for what moves by constant rates, and nearly for a bond whose growth goes by isolation."""
    for need, most in ((0, 1e-11), (1, 5e-4)):
        rows = []
        for path in (APART, cut(APART, steps, tmp_path)):
            settings = {"handler.company": company, "dog.responsive": 0.7, "bonding.need_gain": need}
            setup = load(path).setup(settings)
            rows.append(run_block([setup], [0], [0], [1], Recording(every_s=86400)).series)
        assert len(rows[0]["day"]) == 3 * 201
        for name in ("day", "bond", "accepted", "distress", "isolation", "distress_load"):
            np.testing.assert_allclose(rows[1][name], rows[0][name], rtol=0, atol=most, err_msg=name)


@pytest.mark.parametrize("name", ["after_loss", "careers", "coma_watch", "healing_visits", "reassignment"])
def test_both_engines_agree_on_half_days(tmp_path, name):
    assert sampled_differences(cut(shipped(name), 2, tmp_path), UNIT if name == "careers" else {}, 3, 0) == []


@pytest.mark.parametrize(
    ("name", "settings", "n"),
    [
        ("academy", {}, 150),
        ("after_loss", {}, 4),
        ("attention_drift", {}, 600),
        ("careers", UNIT, 60),
        ("coma_watch", {"ward.visit_every_d": 10}, 400),
        ("healing_visits", {}, 100),
        ("reassignment", {"handover.visit_every_d": 30}, 300),
    ],
)
def test_outcomes_do_not_hang_on_how_the_day_is_cut(tmp_path, name, settings, n):
    """Within 4.5 standard errors of independent luck and, for what is read off at ends of steps, half a day or 4 %."""
    found = []
    for steps, seed in ((1, 7), (2, 8)):
        scenario = load(cut(shipped(name), steps, tmp_path))
        setup = scenario.setup(settings)
        found.append(run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, seed)).outcomes)
    compared = 0
    for k, outcome in enumerate(scenario.outcomes):
        whole, finer = (runs[:, k][~np.isnan(runs[:, k])] for runs in found)
        if min(len(whole), len(finer)) < 2:
            continue
        compared += 1
        error = np.sqrt(whole.var(ddof=1) / len(whole) + finer.var(ddof=1) / len(finer))
        size = abs(whole.mean())
        beside = max(0.04 * size, 0.5 if scenario.outcomes[outcome].unit == "d" else 0.0)
        assert abs(finer.mean() - whole.mean()) <= 4.5 * error + beside, (outcome, whole.mean(), finer.mean())
    assert compared > 10

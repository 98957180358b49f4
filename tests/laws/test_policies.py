"""Every policy of `docs/policies.md` is a lever of an experiment that moves the outcome that the page names."""

from pathlib import Path

import pytest
from unit import outcomes, rises

import bondsim as bs

PAGE = Path(__file__).parents[2] / "docs" / "policies.md"
UNIT = {"unit.teams": 4, "unit.years": 3}
RUNS = {"careers": 24, "academy": 40, "healing_visits": 60, "reassignment": 60, "coma_watch": 60}


def rows():
    """Rows of the table: policy, scenario, key, levels, what is set beside it, outcome."""
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")][2:]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize(("policy", "scenario", "key", "levels", "beside", "outcome"), rows())
def test_a_policy_moves_its_outcome(tmp_path, policy, scenario, key, levels, beside, outcome):
    first, last = levels.split(", ")
    fix = dict([beside.split(": ")]) if beside else {}
    if scenario == "careers":
        fix = UNIT | fix | ({"dog.age_y": 3} if key.startswith("retire") or "retire.age_y" in fix else {})
    plan = bs.Experiment(scenario=scenario, vary={key: [first, last]}, fix=fix, replicates=2).plan
    runs = (outcomes(scenario, {**plan.fixed, **point}, RUNS[scenario])[outcome] for point in plan.points)
    assert abs(rises(*runs)) > 3, policy

"""Duty: days off, the chance of an incident, searches along one curve of sensitivity."""

import pytest
from scipy.stats import norm

from bondsim.parameter.ageing import AgeingParameters
from bondsim.parameter.duty import NoseworkParameters, RotaParameters
from bondsim.rules.duty import (
    hours_on_rota,
    is_duty_day,
    load_of,
    p_called,
    p_false_alert,
    p_find,
    search_criterion,
)

P = NoseworkParameters()


@pytest.mark.parametrize("rest_days", [0, 1, 2, 3, 7])
def test_a_team_has_its_days_off_each_week_and_teams_have_them_in_turn(rest_days):
    for team in range(20):
        weeks = [sum(is_duty_day(7 * k + d, team, rest_days) for d in range(7)) for k in range(3)]
        assert weeks == [7 - rest_days] * 3
    there = [sum(is_duty_day(d, team, 2) for team in range(7)) for d in range(7)]
    assert there == [5] * 7


def test_hours_of_training_on_the_rota_are_those_of_days_of_duty():
    assert hours_on_rota(RotaParameters(training_h=1.5, rest_days=2)) == 7.5
    assert hours_on_rota(RotaParameters(rest_days=7)) == 0.0


def test_load_is_one_on_average_at_the_reference_and_incidents_come_with_the_hours():
    a, rota = AgeingParameters(), RotaParameters()
    assert sum(load_of(9.0 if d < 5 else 0.0, a) for d in range(7)) / 7 == pytest.approx(1.0)
    month = sum(p_called(9.0, 1.0, a.load_hours, rota) for d in range(7) if d < 5) / 7 * 30.4375
    assert month == pytest.approx(rota.calls_per_month)
    assert p_called(12.0, 1.0, 40.0, rota) == pytest.approx(1.5 * p_called(8.0, 1.0, 40.0, rota))
    assert p_called(8.0, 1.0, 40.0, RotaParameters(calls_per_month=0)) == 0.0


def test_vigilance_moves_finds_and_false_alerts_together_along_one_curve():
    """One shooting: a shift of 2.04 in log-odds."""
    assert p_find(1.0, 0.8, 2.04, P) > p_find(1.0, 0.8, 0.0, P)
    assert p_false_alert(0.0, P) == pytest.approx(0.0548, abs=1e-4)
    assert p_false_alert(2.04, P) > 2.5 * p_false_alert(0.0, P)
    sensitivity = [norm.ppf(p_find(1.0, 0.8, a, P)) - norm.ppf(p_false_alert(a, P)) for a in (0.0, 2.04)]
    assert sensitivity[0] == pytest.approx(sensitivity[1], abs=1e-6)
    off = NoseworkParameters(vigilance_shift=0)
    assert search_criterion(2.04, off) == search_criterion(0.0, off) == off.criterion


def test_age_and_want_of_skill_cost_finds_and_no_false_alerts():
    assert p_find(0.3, 0.8, 0.0, P) < p_find(1.0, 0.8, 0.0, P)
    assert p_find(1.0, 0.3, 0.0, P) < p_find(1.0, 0.9, 0.0, P)
    blind = NoseworkParameters(sensitivity=0)
    assert p_find(1.0, 1.0, 0.0, blind) == pytest.approx(p_false_alert(0.0, blind))

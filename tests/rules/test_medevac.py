"""The way to hospital: times and survival worked by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.medevac import MedevacParameters
from bondsim.rules.medevac import crew_gain, door_by_air, door_by_road, flies, p_critical, p_surgery

P = MedevacParameters()
DELAY = st.floats(0, 14400)


def test_times_worked_by_hand():
    """200 m at 0.5 m/s are 400 s, later than the ambulance; 100 m are 200 s, earlier than it."""
    assert door_by_road(P) == 400 + 600 + 1500
    assert door_by_road(MedevacParameters(carry_m=100)) == 318 + 600 + 1500
    assert door_by_air(P) == 480 + 600 + 420


def test_a_helicopter_is_called_when_it_saves_more_than_six_minutes():
    assert flies(2000.0, 1639.0, P) == 1
    assert flies(2000.0, 1640.0, P) == 0
    for without in (MedevacParameters(helicopter=False), MedevacParameters(can_land=False)):
        assert flies(9999.0, 0.0, without) == 0


def test_its_crew_is_worth_nothing_below_six_minutes():
    assert crew_gain(0.0, P) == crew_gain(360.0, P) == 0.0
    assert crew_gain(720.0, P) == pytest.approx(0.2)
    assert crew_gain(1080.0, P) == crew_gain(9999.0, P) == pytest.approx(0.4)


def test_four_in_ten_survive_a_penetrating_head_wound_that_reaches_hospital():
    """Injury of 5, half an hour without care, no helicopter: 0.42 in a trauma centre's series."""
    assert p_surgery(5.0, 1800.0, 0.0, P) * p_critical(1800.0, P) == pytest.approx(0.42, abs=0.05)


def test_a_minute_costs_what_its_odds_say():
    """An hour without care multiplies the odds of death by about 2.4."""
    early, late = p_surgery(4.0, 0.0, 0.0, P), p_surgery(4.0, 3600.0, 0.0, P)
    assert (1 - late) / late / ((1 - early) / early) == pytest.approx(math.exp(0.84))


def test_the_critical_hours_worked_by_hand():
    """0.0015 an hour, three times that after an hour without care."""
    assert p_critical(0.0, P) == pytest.approx(math.exp(-0.108))
    assert p_critical(3600.0, P) == pytest.approx(math.exp(-0.324))
    assert p_critical(3600.0, MedevacParameters(swelling_rate_h=0)) == 1.0


@given(sooner=DELAY, later=DELAY, injury=st.floats(0, 6))
def test_delay_never_helps(sooner, later, injury):
    if sooner > later:
        sooner, later = later, sooner
    assert p_surgery(injury, sooner, 0.0, P) >= p_surgery(injury, later, 0.0, P)
    assert p_critical(sooner, P) >= p_critical(later, P)

"""Ties over days: closed forms, limits, directions; two half-days give what one day gives."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim.parameter.ties import BondParameters, SeparationParameters
from bondsim.rules.ties import (
    accepts_rate,
    bond_rate_down,
    bond_rate_up,
    distress_time,
    expects_rate,
    followed,
    grief_after,
    presence,
    settled,
    toward,
)

B = BondParameters()
S = SeparationParameters()
SHARE = st.floats(0, 1)


def apart(bond, distress, accepted, there, scent, days, p=S):
    """Distress and acceptance after some days in which the bond stays as it is."""
    accepts, expects = accepts_rate(there, scent, p), expects_rate(there, p)
    rest = settled(accepts, expects)
    weight = (1 - there) * (1 - p.scent_relief * scent)
    tau = distress_time(there, p)
    after = grief_after(distress, bond, bond, 0.0, accepted, rest, accepts + expects, weight, tau, days)
    return after, toward(accepted, rest, accepts + expects, days)


@pytest.mark.parametrize(
    ("day", "distress"), [(1, 0.35), (3, 0.69), (7, 0.84), (30, 0.71), (60, 0.56), (91, 0.43)]
)
def test_distress_of_a_bonded_dog_left_alone(day, distress):
    """The exact solution at bond 0.9, 120 days to accept, no scent."""
    assert apart(0.9, 0.0, 0.0, 0.0, 0.0, day)[0] == pytest.approx(distress, abs=0.005)


@pytest.mark.parametrize(("day", "distress"), [(1, 0.22), (3, 0.06)])
def test_reunion_takes_it_away_in_days(day, distress):
    at_91, accepted = apart(0.9, 0.0, 0.0, 0.0, 0.0, 91)
    assert apart(0.9, at_91, accepted, 1.0, 0.0, day)[0] == pytest.approx(distress, abs=0.005)


@pytest.mark.parametrize(("day", "bond"), [(14, 0.19), (30, 0.36), (60, 0.59), (90, 0.74), (180, 0.93)])
def test_a_bond_grows_in_full_company(day, bond):
    up, down = bond_rate_up(1.0, 1.0, 0.0, B), bond_rate_down(1.0, 0.0, B)
    assert toward(0.0, settled(up, down), up + down, day) == pytest.approx(bond, abs=0.005)


def test_half_of_a_bond_is_left_after_three_years_apart():
    down = bond_rate_down(0.0, 0.0, B)
    assert toward(1.0, settled(0.0, down), down, 3 * 365.25) == pytest.approx(0.5, abs=0.002)
    assert bond_rate_down(0.0, 1.0, B) == 0  # what smells of the other keeps it


@given(SHARE, SHARE, SHARE, SHARE, SHARE, st.floats(0, 0.1), SHARE)
def test_two_half_days_are_one_day(bond, bond_rest, distress, accepted, there, bond_rate, scent):
    accepts, expects = accepts_rate(there, scent, S), expects_rate(there, S)
    rest, rate = settled(accepts, expects), accepts + expects
    weight, tau = (1 - there) * (1 - S.scent_relief * scent), distress_time(there, S)

    def after(state, days):
        b, g, z = state
        return (
            toward(b, bond_rest, bond_rate, days),
            grief_after(g, b, bond_rest, bond_rate, z, rest, rate, weight, tau, days),
            toward(z, rest, rate, days),
        )

    start = bond, distress, accepted
    assert after(after(start, 0.5), 0.5) == pytest.approx(after(start, 1.0), abs=1e-12)


@given(st.floats(0, 2), st.floats(0.5, 30), st.floats(0, 30))
def test_what_a_follower_holds_solves_its_equation(rate, tau, days):
    """Against the trapezoidal sum of the convolution."""
    n = 2000
    h = days / n
    f = [math.exp(-rate * k * h) * math.exp(-(days - k * h) / tau) / tau for k in range(n + 1)]
    total = h * (sum(f) - 0.5 * (f[0] + f[-1]))
    assert followed(rate, tau, days) == pytest.approx(total, abs=2e-4)


def test_a_follower_whose_rate_is_that_of_its_signal():
    assert followed(0.5, 2.0, 3.0) == pytest.approx(1.5 * math.exp(-1.5))


@given(SHARE, SHARE, SHARE, SHARE, SHARE, st.floats(0.01, 1000))
def test_distress_and_acceptance_stay_within_0_and_1(bond, distress, accepted, there, scent, days):
    g, z = apart(bond, distress, accepted, there, scent, days)
    assert -1e-12 <= g <= 1 + 1e-12 and -1e-12 <= z <= 1 + 1e-12


def test_directions():
    by_bond = [apart(b, 0, 0, 0, 0, 30)[0] for b in (0, 0.3, 0.6, 0.9)]
    assert by_bond == sorted(by_bond) and by_bond[0] == 0
    (with_scent, slow), (without, fast) = apart(0.9, 0, 0, 0, 1, 30), apart(0.9, 0, 0, 0, 0, 30)
    assert with_scent < without and slow < fast  # it comforts, and keeps the other expected
    unresponsive = apart(0.9, 0.8, 0.3, presence(1.0, 0.2, S), 0, 1)[0]
    assert unresponsive > 0.6 > 0.5 > apart(0.9, 0.8, 0.3, presence(1.0, 1.0, S), 0, 1)[0]


def test_presence():
    assert presence(0.05, 1.0, S) == pytest.approx(0.5)
    assert presence(0.5, 1.0, S) == 1 and presence(0.5, 0.2, S) == pytest.approx(0.2)
    assert presence(0.0, 1.0, S) == 0


def test_isolation_makes_a_new_bond_grow_faster_and_can_be_switched_off():
    assert bond_rate_up(0.5, 1, 1.0, B) == pytest.approx(2 * bond_rate_up(0.5, 1, 0.0, B))
    off = B.model_copy(update={"need_gain": 0.0})
    assert bond_rate_up(0.5, 1, 1.0, off) == bond_rate_up(0.5, 1, 0.0, off)

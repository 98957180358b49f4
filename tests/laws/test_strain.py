"""Stress over years: what raises it, what it breaks, what harm teaches; each part and its switch."""

import numpy as np
import pytest
from unit import outcomes, rises

OFTEN = {"rota.calls_per_month": 2, "unit.years": 8}


def unit(settings, n=8):
    return outcomes("careers", settings, n)


@pytest.mark.parametrize(
    ("key", "levels"),
    [
        ("strain.work_rate", (0, 0.008)),
        ("strain.work_power", (1, 3)),
        ("strain.grief_rate", (0, 0.05)),
        ("strain.contact_rate", (0.1, 0)),
        ("strain.tau_d", (10, 40)),
        ("rota.shift_h", (6, 12)),
        ("rota.rest_days", (4, 1)),
    ],
)
def test_the_stress_load_rises_with(key, levels):
    lower, higher = (unit({key: level, "unit.years": 4, "unit.teams": 10}, 16)["stress"] for level in levels)
    assert rises(lower, higher) > 4


@pytest.mark.parametrize(
    ("key", "off"), [("strain.shock_hurt", 0), ("strain.shock_lost", 0), ("strain.shock_arousal", 0)]
)
def test_collapses_come_of_shocks(key, off):
    on, without = (unit(OFTEN | s) for s in ({}, {key: off}))
    assert (
        rises(
            without["dogs_collapsed"] + without["people_collapsed"],
            on["dogs_collapsed"] + on["people_collapsed"],
        )
        > 2
    )


def test_hardly_anybody_collapses_without_incidents_or_where_it_is_switched_off():
    quiet = unit({"rota.calls_per_month": 0})
    assert quiet["dogs_collapsed"].sum() < 0.01 * quiet["dogs"].sum()
    assert unit(OFTEN | {"strain.collapse_at": 2})["dogs_collapsed"].sum() == 0


def test_the_share_of_dogs_that_collapse_is_as_published():
    """Chosen with 4.25 to 10 % in view; the test keeps it."""
    runs = unit({}, 24)
    assert 0.03 <= runs["dogs_collapsed"].sum() / runs["dogs"].sum() <= 0.12


def test_a_partner_s_stress_goes_over():
    still, moved = (
        outcomes(
            "careers",
            {
                "handler.stress": 0.9,
                "strain.coupling": c,
                "unit.teams": 5,
                "unit.years": 0.2,
                "strain.tau_d": 200,
                "rota.calls_per_month": 0,
                "strain.collapse_at": 2,
            },
            10,
        )
        for c in (0, 0.03)
    )
    assert (moved["dog_1_stress"] > still["dog_1_stress"] + 0.05).all()


def test_harm_makes_wary_and_wary_dogs_find_more_and_alert_more_where_nothing_is():
    """One shooting raises later lead and false alarms, here in searches on duty."""
    calm, wary = (unit(OFTEN | {"strain.vigilance_up": up}) for up in (0, 0.5))
    assert (calm["vigilance"] < 0.01).all() and wary["vigilance"].mean() > 0.3
    assert rises(calm["false_alert_share"], wary["false_alert_share"]) > 8
    assert rises(calm["sensitivity"], wary["sensitivity"]) > 2
    assert rises(wary["trust"], calm["trust"]) > 4  # false alerts cost trust
    off = {"strain.vigilance_weight": 0}
    a, b = (unit(OFTEN | off | {"strain.vigilance_up": up}) for up in (0, 0.5))
    assert np.array_equal(a["false_alert_share"], b["false_alert_share"])


def test_treated_dogs_return_or_not():
    all_back, none_back = (unit(OFTEN | {"strain.returns": r}) for r in (1, 0))
    assert all_back["left_strain"].sum() == 0 < none_back["left_strain"].sum()

"""Carrying a loss: the swing, what support and a rite move, another dog, the unit, memory."""

import numpy as np
import pytest
from unit import outcomes, rises, told

SHORT = {"colleague.count": 10}
DEEP = SHORT | {"mourning.ritual": 0, "handler.bond": 0.95, "second_dog.must": True}


def loss(settings, n=25):
    return outcomes("after_loss", SHORT | settings, n)


def wellbeing(settings, days=150):
    series = told("after_loss", SHORT | {"second_dog.day": 36500} | settings, ["handler.wellbeing"]).series
    return series["wellbeing"][:days]


def turns(course):
    """Days on which a course turns from falling to rising or back."""
    return np.nonzero(np.diff(np.sign(np.diff(course))))[0]


def test_well_being_swings_and_settles():
    course = wellbeing({"mourning.grief_weight": 0, "mourning.ritual": 0})
    days = turns(course)
    assert len(days) >= 6 and np.diff(days) == pytest.approx(15.2, abs=1.3)
    swings = np.abs(np.diff(course[days]))  # from one turn to the next
    assert (np.diff(swings[:6]) < 0).all()
    assert course[:15].min() < -0.3


def test_support_moves_the_mean_and_not_the_frequency():
    low, high = (wellbeing({"handler.support": s}) for s in (0, 1))
    assert high.mean() > low.mean() + 0.05
    trend = high - low  # the swing that both have is gone from it
    assert np.abs(turns(low)[:6] - turns(high)[:6]).max() <= 2
    assert trend.min() > -0.01
    a, b = (loss({"handler.support": s}) for s in (1, 0))
    assert rises(a["below_d"], b["below_d"]) > 8


@pytest.mark.parametrize(
    ("key", "levels"),
    [
        ("mourning.ritual", (0.6, 0)),
        ("mourning.ritual_heals", (0.5, 0)),
        ("mourning.disenfranchised", (0, 0.7)),
        ("mourning.support_weight", (1, 0)),
        ("mourning.meaning_weight", (1, 0)),
        ("mourning.blow", (0.5, 2)),
        ("mourning.grief_weight", (0.5, 2)),
        ("mourning.damping", (0.5, 0.05)),
        ("handler.bond", (0.3, 0.95)),
        ("handler.teaches", (1, 0)),
    ],
)
def test_days_below_what_it_was_grow_with(key, levels):
    less, more = (loss({key: level}, 10)["below_d"] for level in levels)
    assert (less < more).all()


def test_another_dog_too_early_makes_a_weaker_bond():
    early, later = (loss(DEEP | {"second_dog.day": day}) for day in (5, 120))
    assert (early["grief_then"] > 0.6).all() and (later["grief_then"] < 0.5).all()
    assert (early["bond_90"] < later["bond_90"] - 0.05).all()
    assert (early["dog_bond_90"] < later["dog_bond_90"] - 0.05).all()
    never = DEEP | {"mourning.new_dog_loss": 0}
    a, b = (loss(never | {"second_dog.day": day}) for day in (5, 120))
    assert (a["bond_90"] > b["bond_90"] - 0.05).all()


def test_one_who_may_choose_takes_another_dog_later_than_it_is_offered():
    offered = loss({"second_dog.day": 10, "mourning.ritual": 0})
    assert np.nanmean(offered["second_d"]) > 20 and offered["declined"].mean() > 0.5
    must = loss({"second_dog.day": 10, "second_dog.must": True})
    assert (must["second_d"] == 10).all() and (must["declined"] == 0).all()
    assert np.isnan(loss({"second_dog.day": 36500})["second_d"]).all()


def test_sorrow_runs_through_the_unit_by_ties_contagion_and_amplification():
    alone, passed = (loss({"mourning.contagion_rate": r}) for r in (0, 0.3))
    assert rises(alone["unit_sorrow_d"], passed["unit_sorrow_d"]) > 4
    absorbed, added = (loss({"mourning.contagion_rate": 0.3, "mourning.amplification": a}) for a in (0, 0.6))
    assert rises(absorbed["unit_sorrow_d"], added["unit_sorrow_d"]) > 4
    strangers = loss({"mourning.contagion_rate": 0.3, "mourning.tie": 0})
    assert strangers["unit_sorrow_d"] == pytest.approx(alone["unit_sorrow_d"])
    assert (
        rises(loss({"colleague.knew": 0.1})["unit_sorrow_d"], loss({"colleague.knew": 0.5})["unit_sorrow_d"])
        > 8
    )
    assert (loss({"mourning.stress_rate": 0})["unit_stress_max"] == 0).all()


def test_a_memorial_outlives_attention_and_brings_what_attention_does_not():
    kept, none = loss({}, 5), loss({"mourning.memorial_gain": 0}, 5)
    assert (
        (kept["attention_gone_d"] < 30).all()
        and (kept["memorial"] > 0.1).all()
        and (none["memorial"] == 0).all()
    )
    assert (kept["donations"] > none["donations"] + 1).all() and (kept["meaning"] > none["meaning"]).all()
    unseen = loss({"mourning.attention": 0}, 5)
    assert (unseen["memorial"] == 0).all()

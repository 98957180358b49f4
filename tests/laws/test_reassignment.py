"""A dog is given to a new handler: refusal, being won over, visits, and a department under the eyes of the public."""

from functools import lru_cache

import numpy as np
import pytest

import bondsim as bs
from bondsim.documents import DocumentError
from bondsim.engines.batch import Recording, run_block
from bondsim.rules.handover import p_refuse, utility_of_going, utility_of_staying
from bondsim.scenario import SettingsError, catalogue, load

SERVES = {"policy": "kept_at_work"}  # the new handler keeps it


@lru_cache(maxsize=64)
def block(settings, n):
    setup = load("reassignment").setup(dict(settings))
    return run_block([setup], np.zeros(n, int), np.arange(n), np.full(n, 23)).outcomes


def runs(settings, n=120):
    """Outcomes by name, always with the same luck."""
    return dict(zip(load("reassignment").outcomes, block(tuple(settings.items()), n).T, strict=True))


def rises(lower, higher):
    """By how many standard errors of the paired difference the higher exceeds the lower."""
    difference = (higher - lower)[np.isfinite(higher) & np.isfinite(lower)]
    return difference.mean() / (max(difference.std(), 1e-12) / np.sqrt(len(difference)))


def days_of(settings, seed=3):
    series = bs.simulate("reassignment", set=settings, seed=seed).series
    return series[series["agent"] == "dog"].set_index("day")


@pytest.mark.parametrize(("bond", "trust", "p"), [(0.2, 0.5, 0.44), (0.95, 0.5, 0.96), (0.6, 0.9, 0.67)])
def test_the_law_gives_the_table_of_refusal(bond, trust, p):
    """On the first day: nothing accepted, no bond to the new handler, distress at 0.6 of the bond."""
    settings = SERVES | {"dog.bond": bond, "dog.trust_orders": trust, "dog.distress": 0.6 * bond}
    assert days_of(settings).loc[1, "p_refuse"] == pytest.approx(p, abs=0.01)


def test_the_law_is_the_rule():
    day = days_of(SERVES)
    eve, now = day.loc[59], day.loc[60]
    staying = utility_of_staying(1.5, eve["bond"], eve["accepted"], eve["distress"], 0)
    assert staying == pytest.approx(1.5 * ((1 - eve["accepted"]) * eve["bond"] + eve["distress"]))
    easiest = p_refuse(staying, utility_of_going(3, 1, 0.8, 1, 1.5, 1), 0.52)
    hardest = p_refuse(staying, utility_of_going(3, 0, 0.8, 0.5, 1.5, 0), 0.52)
    assert easiest < now["p_refuse"] < hardest


@pytest.mark.parametrize(
    ("key", "levels"),
    [
        ("dog.bond", (0.3, 0.95)),
        ("dog.trust_orders", (0.9, 0.3)),
        ("handover.share_kept", (0.9, 0.3)),
        ("handover.hours_new", (20, 4)),
        ("handover.response_new", (1, 0.2)),
        ("handover.join_d", (30, 300)),
        ("separation.acceptance_d", (60, 240)),
        ("dog.skill_obey", (1, 0.4)),
    ],
)
def test_it_refuses_more_with(key, levels):
    lower, higher = (runs(SERVES | {key: level})["refused_share"] for level in levels)
    assert rises(lower, higher) > 6


def test_force_delays_acceptance_and_a_dog_without_ties_of_its_own_hardly_refuses():
    patient, forced = (runs(SERVES | {"handover.force": x})["accept_d"] for x in (0, 1))
    assert rises(patient, forced) > 6
    assert rises(runs(SERVES | {"dog.seeks": False})["refused_share"], runs(SERVES)["refused_share"]) > 6


def test_without_learning_force_costs_no_trust():
    still = SERVES | {"trust.learns": False}
    patient, forced = (runs(still | {"handover.force": x})["refused_share"] for x in (0, 1))
    assert (patient == forced).all()


def test_a_visit_undoes_acceptance_and_raises_refusal_again():
    without, seen = (days_of(SERVES | {"handover.first_visit_d": d}) for d in (-1, 120))
    assert without.loc[:120].equals(seen.loc[:120])
    assert seen.loc[121, "accepted"] < 0.5 * without.loc[121, "accepted"]
    weeks = slice(130, 200)
    assert (seen.loc[weeks, "p_refuse"] > without.loc[weeks, "p_refuse"]).all()
    assert seen.loc[weeks, "p_refuse"].mean() > without.loc[weeks, "p_refuse"].mean() + 0.05
    late = runs(SERVES | {"handover.first_visit_d": 120})
    assert rises(late["refusal_before"], late["refusal_after"]) > 6
    assert rises(runs(SERVES)["refused_share"], late["refused_share"]) > 6
    assert rises(runs(SERVES)["grief_d"], late["grief_d"]) > 6


def test_on_the_day_itself_a_visit_is_a_relief_and_without_the_reset_it_is_only_that():
    plain = SERVES | {"handover.first_visit_d": 120, "handover.visit_resets": 0}
    without, seen = days_of(SERVES), days_of(plain)
    assert seen.loc[121, "distress"] < without.loc[121, "distress"]
    assert abs(seen.loc[140, "accepted"] - without.loc[140, "accepted"]) < 0.05
    off, on = (runs(SERVES | {"handover.first_visit_d": 120, "handover.visit_resets": x}) for x in (0, 0.6))
    assert rises(off["refusal_after"], on["refusal_after"]) > 6


def test_work_suffers_with_a_stranger_and_under_grief():
    for off in ("handover.stranger_loss", "handover.grief_loss"):
        assert rises(runs(SERVES)["accuracy"], runs(SERVES | {off: 0})["accuracy"]) > 6


def test_the_wider_the_attention_the_sooner_the_decision():
    """The time until visits are allowed falls with the reach of the post."""
    reach = (0, 1e3, 1e5, 1e7)
    waits = [runs({"office.audience": r, "office.audience_sd": 0}, 150)["visit_granted_d"] for r in reach]
    means = [float(np.where(np.isfinite(w), w, 1185).mean()) for w in waits]
    assert means == sorted(means, reverse=True) and means[0] > 3 * means[-1]


def test_public_pressure_changes_where_the_dog_lives():
    quiet, wide = (runs({"publicity": a}, 150)["home"] for a in ("silence", "wide"))
    assert wide.mean() > quiet.mean() + 0.3
    blind = {"office.w_pressure": 0}
    assert (
        runs(blind | {"publicity": "silence"})["home"] == runs(blind | {"publicity": "wide"})["home"]
    ).all()


@pytest.mark.parametrize("key", ["office.w_welfare", "office.w_evidence", "office.w_precedent"])
def test_what_speaks_for_a_wish(key):
    silent = {"publicity": "silence"}
    assert rises(runs(silent | {key: 0})["grants"], runs(silent)["grants"]) > 4


def test_work_speaks_against_it_and_precedents_of_old_for_it():
    silent = {"publicity": "silence", "dog.bond": 0.6}
    assert rises(runs(silent)["grants"], runs(silent | {"office.w_readiness": 0})["grants"]) > 4
    assert rises(runs(silent)["grants"], runs(silent | {"department.precedents": 4})["grants"]) > 4


def test_reviews_and_desks_take_their_time():
    slow, fast = (runs({"office.lag_d": x})["visit_granted_d"] for x in (60, 0))
    assert rises(fast, slow) > 6
    rare, often = (runs({"office.review_d": x})["visit_granted_d"] for x in (90, 7))
    assert np.isfinite(rare).mean() < np.isfinite(often).mean() - 0.3, "by then the pressure has gone"


def test_nothing_is_granted_where_policy_forbids_it_or_nothing_could():
    assert (runs(SERVES)["grants"] == 0).all()
    assert (runs({"office.reluctance": 50})["grants"] == 0).all()


def test_a_dog_that_was_promised_goes_home_hesitates_and_greets():
    done = runs({"publicity": "wide"})
    home = done["home"] == 1
    assert home.mean() > 0.9
    assert (done["hesitation_s"][home] > 0).all() and (done["greeting"][home] > 0).all()
    short = {"handover.absent_d": 30, "office.lag_d": 0, "publicity": "wide"}
    soon = runs(short | {"office.reluctance": -50})
    assert soon["home"].mean() == 1.0
    assert soon["hesitation_s"].mean() < done["hesitation_s"][home].mean() - 1


def test_a_department_a_new_handler_and_24_hours_are_needed(tmp_path):
    source = catalogue._folder() / "reassignment.yaml"
    for old, new, said in (
        ("  department: {role: department}\n", "", "needs one department"),
        (", superior: new_handler}", "}", "its new handler"),
    ):
        path = tmp_path / "other.yaml"
        path.write_text(source.read_text().replace(old, new))
        with pytest.raises(DocumentError, match=said):
            load(path)
    with pytest.raises(SettingsError, match="more than 24 hours a day"):
        load("reassignment").setup({"handover.hours_new": 23, "handover.visit_h": 3})
    with pytest.raises(DocumentError, match="to one who is free"):
        bs.Experiment(scenario="reassignment", fix={"handover.first_visit_d": 2000})


def test_the_run_is_told_with_what_was_decided():
    setup = load("reassignment").setup({"publicity": "wide"})
    told = run_block([setup], np.zeros(2, int), np.arange(2), np.full(2, 5), Recording(events=True)).events
    said = {
        "handed_over",
        "refused",
        "forced",
        "posted_public",
        "granted_visit",
        "visited",
        "moved",
        "came_home",
    }
    assert said <= set(told["event"])

"""Dogs of a unit age, wear, are retired and die: the table of retirement ages, load, hearts, welfare."""

import numpy as np
import pytest
from unit import outcomes, rises

# Nothing but age, wear at the reference load, and death; the first dogs alone.
BARE = {
    "ageing.load_wear": 0,
    "ageing.heart_share": 0,
    "rota.calls_per_month": 0,
    "strain.collapse_at": 2,
    "welfare.mercy_d": 36500,
    "retire.capacity": 0,
    "retire.wear": 1,
    "second_dog.day": 36500,
}


def unit(settings, n=10):
    return outcomes("careers", {"unit.teams": 10} | settings, n)


@pytest.mark.parametrize(
    ("age_y", "died", "served_y"), [(7, 0.105, 3.94), (9, 0.159, 4.59), (12, 0.219, 4.88)]
)
def test_units_live_the_table_of_retirement_ages(age_y, died, served_y):
    """200 dogs, without load and incidents; intervals of three standard errors."""
    runs = unit(BARE | {"retire.age_y": age_y}, 20)
    share = runs["left_died"] / runs["dogs"]
    assert share.mean() == pytest.approx(died, abs=3 * share.std() / np.sqrt(len(share)))
    years = runs["service_y"]
    assert years.mean() == pytest.approx(served_y, abs=3 * years.std() / np.sqrt(len(years)))


def test_a_later_retirement_buys_ever_less_service_and_costs_retirement():
    runs = [unit(BARE | {"retire.age_y": age}) for age in (7, 8, 9, 10, 11, 12)]
    served = [r["service_y"].mean() for r in runs]
    free = [r["retired_y"].mean() for r in runs]
    gains = np.diff(served)
    assert (gains > 0).all() and (np.diff(gains) < 0).all()
    assert (np.diff(free) < 0).all()


@pytest.mark.parametrize(
    ("lighter", "heavier"),
    [
        ({"rota.rest_days": 4}, {"rota.rest_days": 2}),
        ({"rota.rest_days": 2}, {"rota.rest_days": 1}),
        ({"rota.shift_h": 6}, {"rota.shift_h": 12}),
    ],
)
def test_the_more_load_the_shorter_the_service_and_none_of_it_where_load_is_off(lighter, heavier):
    all_teams = {"unit.teams": 20}
    assert rises(unit(all_teams | heavier)["service_y"], unit(all_teams | lighter)["service_y"]) > 4
    off = {"ageing.load_wear": 0, "rota.calls_per_month": 0, "strain.work_rate": 0}
    left = np.abs(unit(heavier | off)["service_y"] - unit(lighter | off)["service_y"])
    assert (
        left == 0
    ).mean() > 0.9 and left.max() < 0.003  # y: a dog may be seen to be unfit some days sooner


def test_the_same_dogs_serve_until_they_are_unfit_whatever_the_policy():
    """Luck is given once: a policy that retires nobody by age lets every dog serve as long, or longer."""
    assert (
        unit({"retire.age_y": 99})["dog_1_service_d"] >= unit({"retire.age_y": 8})["dog_1_service_d"] - 400
    ).mean() > 0.7
    assert rises(unit({"retire.age_y": 8})["service_y"], unit({"retire.age_y": 11})["service_y"]) > 4


def test_the_sums_of_causes_and_of_those_still_in_service_are_all_dogs():
    runs = unit({})
    causes = sum(runs[f"left_{c}"] for c in ("age", "unfit", "strain", "died", "killed", "alone"))
    assert (causes == runs["left"]).all()
    assert (runs["left"] + runs["censored"] == runs["dogs"]).all()
    assert (runs["in_service_2y"] >= runs["in_service_4y"]).all() and (
        runs["in_service_4y"] >= runs["in_service_6y"]
    ).all()


def test_medication_lengthens_lives_and_hearts_fail_by_stress():
    some = {"ageing.heart_share": 0.9, "second_dog.day": 36500}
    treated, not_treated = (unit(some | {"ageing.medication": m}) for m in (0.7, 0))
    assert rises(not_treated["retired_y"], treated["retired_y"]) > 3
    late = unit(some | {"ageing.medication": 0.7, "ageing.screening_d": 3650})
    assert rises(late["retired_y"], treated["retired_y"]) > 3


def test_a_dog_that_fares_ill_for_long_is_put_to_sleep():
    ill = {"ageing.heart_share": 0.9, "second_dog.day": 36500}
    never, soon = (unit(ill | {"welfare.mercy_d": d}) for d in (36500, 3))
    assert rises(soon["retired_y"], never["retired_y"]) > 3


def test_dogs_that_are_given_away_grieve():
    assert rises(unit({})["grief_d"], unit({"retire.home": 0})["grief_d"]) > 8

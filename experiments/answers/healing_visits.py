"""Healing visits: what their experiments answer."""

from collections.abc import Callable

import numpy as np
from answer import Ablation, Answer, cell
from scipy.optimize import curve_fit

import bondsim as bs

FITTED = """Nothing was fitted to a published figure: none exists for such visits. `visits.relief`, `visits.reaches` and
`visits.unrest` were set once, so that a year is long enough to see all of it. Times and levels are assumptions; read
the order, the shape and what vanishes without each part."""
OFTEN = (0.0, 1.0, 2.0, 3.5, 7.0, 14.0)


def decline(per_week: float, agent: str) -> tuple[float, float]:
    """Time constant (d) of the decline of stress over three months, and the share of variance that it takes."""
    settings = {"visits.per_week": per_week, "visits.most_per_week": per_week, "visits.step": 0}
    settings |= {"visits.p_mishap": 0}
    series = bs.simulate("healing_visits", set=settings, seed=1).series
    some = series[(series["agent"] == agent) & (series["day"] <= 90)]
    t, y = some["day"].to_numpy(float), some["stress"].to_numpy()

    def curve(t: np.ndarray, level: float, height: float, tau: float) -> np.ndarray:
        return level + height * np.exp(-t / tau)

    best, _ = curve_fit(curve, t, y, p0=(0.1, 0.5, 20.0))
    rest = y - curve(t, *best)
    return float(best[2]), 1.0 - float(rest.var() / y.var())


def visits(a: Answer) -> None:
    """What do they do?"""
    a.show("dog_stress_half_d", "visits.per_week", "visits.response")
    a.show("child_stress_half_d", "visits.per_week", "visits.response")
    a.show("withdrawal", "visits.per_week", "visits.response")
    a.show("drill_errors", "visits.per_week", "visits.response")
    for agent in ("dog", "child"):
        fits = {n: decline(n, agent) for n in OFTEN[1:5]}
        a.check(
            f"the stress of the {agent} falls as an exponential at each frequency (R² above 0.98 over three months)",
            "; ".join(f"{n:g} a week: {tau:.1f} d, R² {r:.3f}" for n, (tau, r) in fits.items()),
            all(r > 0.98 for _, r in fits.values()),
        )
        a.check(
            f"the time constant fitted to the {agent} is the shorter the more visits",
            " / ".join(f"{tau:.1f}" for tau, _ in fits.values()) + " d",
            [tau for tau, _ in fits.values()] == sorted((tau for tau, _ in fits.values()), reverse=True),
            why="its curve ends the lower the more visits, and a time constant fitted with it tells no two apart",
        )
        rows = a.table(f"{agent}_stress_half_d", visits__response=0.8).sort_values("visits.per_week")
        half = dict(zip(rows["visits.per_week"], rows["estimate"], strict=True))
        last, all_of_it = half[7.0] - half[14.0], half[1.0] - half[14.0]
        a.check(
            f"it has fallen to half the sooner the more visits the {agent} has, and a second one a day adds little",
            " / ".join(f"{v:.1f}" for v in half.values())
            + f" d; of what visits gain beyond one a week, the second a day gains {last / all_of_it:.0%}",
            bool(rows["estimate"].is_monotonic_decreasing) and last < 0.15 * all_of_it,
        )
    for response in (0.3, 0.55, 0.8, 1.0):
        rows = a.table("withdrawal", visits__response=response).sort_values("visits.per_week")
        levels = dict(zip(rows["visits.per_week"], rows["estimate"], strict=True))
        up, last = levels[0.0] - levels[7.0], levels[7.0] - levels[14.0]
        a.check(
            f"withdrawal falls with visits, most of it up to one a day (responsiveness {response:g})",
            " / ".join(f"{v:.2f}" for v in levels.values())
            + f"; a second visit a day adds {last / (up + last):.0%}",
            bool(rows["estimate"].is_monotonic_decreasing) and last < 0.25 * (up + last),
        )
    rows = a.table("child_stress", visits__response=0.8).sort_values("visits.per_week")
    stress = dict(zip(rows["visits.per_week"], rows["estimate"], strict=True))
    a.check(
        "the child's stress after a year is the lower the more visits, up to daily ones",
        " / ".join(f"{v:.3f}" for v in stress.values()),
        stress[0.0] > stress[7.0] and abs(stress[7.0] - stress[14.0]) < 0.25 * (stress[0.0] - stress[7.0]),
        why="little is left of it after a year anyhow, and a child that visits misses the dog in between",
    )
    a.say("")
    a.say(
        "The dog's curve ends the lower the more visits there are, so that a time constant fitted together with "
        "its end does not tell one frequency from another; the day on which half is gone does. After a year "
        f"little of the child's stress is left anyhow ({stress[0.0]:.2f} without visits), and a child that visits now "
        "and then keeps a little more of it: between visits, it misses the dog (with `visits.grief` at 0 none is left)."
    )


def first_bond(a: Answer) -> None:
    """Does it take from the first?"""
    a.show("first_bond", "visits.per_week", "baseline")
    a.show("second_bond", "visits.per_week", "baseline")
    free = a.table("first_bond", baseline="none")["estimate"]
    a.check(
        "as long as the handler keeps his hours, the first bond is what it is without visits",
        " / ".join(f"{v:.4f}" for v in free),
        float(free.max() - free.min()) < 1e-6,
    )
    rows = a.table("first_bond", baseline="fixed_budget").sort_values("visits.per_week")
    a.check(
        "where time is a fixed budget it is the less the more visits there are",
        " / ".join(f"{v:.4f}" for v in rows["estimate"]),
        bool(rows["estimate"].is_monotonic_decreasing)
        and rows["estimate"].iloc[-1] < rows["estimate"].iloc[0] - 0.005,
    )


def start(a: Answer) -> None:
    """Must they know one another?"""
    a.show("withdrawal", "visits.hours", "baseline")
    a.show("drill_errors", "visits.hours", "baseline")
    known, strange = (a.value("withdrawal", baseline=b, visits__hours=2.0) for b in ("none", "strangers"))
    none = a.value("withdrawal", baseline="no_visits", visits__hours=2.0)
    a.check(
        "visits help strangers too, later",
        f"withdrawal {cell(known)} where they have a tie, {cell(strange)} for strangers, {cell(none)} without visits",
        known["high"] < strange["low"] and strange["high"] < none["low"],
    )
    errors = [a.value("drill_errors", baseline=b, visits__hours=2.0) for b in ("none", "no_visits")]
    a.check(
        "the dog attends better at its drill",
        f"errors {cell(errors[0])} against {cell(errors[1])} without visits",
        errors[0]["high"] < errors[1]["low"],
    )


def supervision(a: Answer) -> None:
    """Is it worth that somebody stands by?"""
    a.show("mishaps", "visits.p_mishap", "baseline")
    a.show("withdrawal", "visits.p_mishap", "baseline")
    watched, alone = (a.value("mishaps", baseline=b, visits__p_mishap=0.01) for b in ("none", "unsupervised"))
    a.check(
        "one who stands by prevents most mishaps",
        f"{cell(watched)} against {cell(alone)} in the year",
        watched["high"] < alone["low"],
    )
    safe = [a.value("withdrawal", baseline=b, visits__p_mishap=0.0) for b in ("none", "unsupervised")]
    risky = [a.value("withdrawal", baseline=b, visits__p_mishap=0.02) for b in ("none", "unsupervised")]
    a.check(
        "where nothing can go wrong it costs a little, where much can it pays",
        f"{cell(safe[0])} with and {cell(safe[1])} without one; at 0.02 {cell(risky[0])} and {cell(risky[1])}",
        safe[0]["estimate"] >= safe[1]["estimate"] and risky[0]["high"] < risky[1]["low"],
    )


def in_short(of: dict[str, Answer]) -> tuple[str, str]:
    """The answer in a few sentences, and what it rests on."""
    half = {
        n: of["healing_visits"].value("dog_stress_half_d", visits__per_week=n, visits__response=0.8)
        for n in (1.0, 7.0, 14.0)
    }
    known, strange, none = (
        of["healing_visits_start"].value("withdrawal", baseline=b, visits__hours=2.0)
        for b in ("none", "strangers", "no_visits")
    )
    return (
        "They bring both back sooner, and one a day is enough: half of the dog's stress is gone after "
        f"{cell(half[1.0])} days with a visit a week, {cell(half[7.0])} with one a day, {cell(half[14.0])} with "
        f"two. After a year withdrawal is {cell(known)} where the two have a tie, {cell(strange)} for strangers, "
        f"{cell(none)} without visits. The first bond loses nothing unless the handler's hours do.",
        "on nothing that was measured: no figure for such visits is published. Order, shape and what vanishes "
        "without each part can be read.",
    )


ANSWERS: dict[str, Callable[[Answer], None]] = {
    "healing_visits": visits,
    "healing_visits_first_bond": first_bond,
    "healing_visits_start": start,
    "healing_visits_supervision": supervision,
}
N = 300
WEEKLY = ("visits.per_week", (1, 7))
STEADY = {"visits.step": 0, "visits.p_mishap": 0}
ABLATIONS = (
    Ablation("visits take stress away", {"visits.relief": 0}, "child_stress_half_d", *WEEKLY, STEADY, N),
    Ablation(
        "they bring one back who has withdrawn", {"visits.reaches": 0}, "withdrawal", *WEEKLY, STEADY, N
    ),
    Ablation(
        "calm is carried over",
        {"visits.carry_d": 0},
        "withdrawal",
        fixed=STEADY,
        replicates=N,
        left=None,
        why="it takes withdrawal away, and what grief brings is left",
    ),
    Ablation(
        "what is there is not looked for",
        {"visits.sates": 0},
        "hold",
        replicates=N,
        left=None,
        why="it takes hold away, and the hold that the scent has by itself is left",
    ),
    Ablation(
        "a scent out of reach wears out", {"visits.unrest": 0}, "dog_stress", "dog.lure", (0.1, 0.7), None, N
    ),
    Ablation(
        "grief drives stress",
        {"visits.grief": 0},
        "child_stress",
        replicates=N,
        tolerance=0.01,
        why="of the stress with which the child begins",
    ),
    Ablation("grief makes one withdraw", {"visits.withdraws": 0}, "withdrawal", replicates=N),
    Ablation("visits can go wrong", {"visits.p_mishap": 0}, "mishaps", replicates=N),
    Ablation("time is a budget", {"visits.budget": False}, "first_bond", *WEEKLY, {"visits.budget": True}, N),
    Ablation("reviews add visits", {"visits.step": 0}, "visits", replicates=N, left=104),  # two a week
)

"""The seizure and the guard: what their experiments answer."""

from collections.abc import Callable
from typing import Any

import numpy as np
from answer import Ablation, Answer, cell, within
from scipy.stats import norm, spearmanr

from bondsim.parameter.care import HeartParameters, SeizureParameters
from bondsim.rules.care import larsen_survival, spread_moments

OBSERVED, REMOVED = "protocol.observation_s", "protocol.removal_s"
TABLE = {120.0: 4.9, 300.0: 1.8, 600.0: 1.2, 1200.0: 1.0}  # ratios of the closed form for a guard of 20 min

FITTED = """`seizure.scent_1m` and `seizure.evidence` were set in a prototype, among some forty settings, so that an
untrained dog of bond 0.6 warns of about one seizure in seven (Kirton 2004); `waking.wake_db` and `waking.rouse_s`,
at the second of two settings, so that somebody is at the bedside after 20 to 40 s. `heart.return_median_s`,
`heart.return_sd`, the losses of Larsen's regression and the length of seizures are published figures.
`protocol.call_off_s` was set by judgement to five minutes, with a prototype in view: ordered away every two minutes,
a dog of bond 0.9 would have given way within 20 min in one run in four. Nothing else was tuned on the results of
this page. That a heart returns at all, `heart.p_return`, is known no better than "rarely"."""


def share(seconds: float) -> float:
    """Closed form: share of hearts that return which have done so by a time."""
    return float(norm.cdf(np.log(seconds / 300) / 1.03))


def ratio(a: Answer, observed: float, removed: float) -> tuple[float, float, float]:
    """Returns seen with a guard over those without, with the 95 % interval of the paired logarithm."""
    runs = a.results.runs.merge(a.results.points, on="point")
    runs = runs[runs[OBSERVED] == observed]
    wide = runs.pivot_table(index="replicate", columns=REMOVED, values="return_seen")
    x, y = wide[removed].to_numpy(float), wide[0.0].to_numpy(float)
    both = x / x.mean() - y / y.mean()
    error = 1.96 * both.std() / np.sqrt(len(both))
    r = x.mean() / y.mean()
    return r, r * np.exp(-error), r * np.exp(error)


def guard(a: Answer) -> None:
    """When does the guard matter?"""
    a.say(
        "Returns are so rare that only runs in which the heart given up does return tell anything: these are "
        "such runs (`heart.p_return: 1`, treatment always in vain). Whether a heart returns is drawn apart from "
        "all else, so that at another chance the ratios are the same and all shares are multiplied by it. Rows "
        "say how long the team observes after compressions have stopped, columns when a dog that stands guard "
        "is led away."
    )
    a.show("return_seen", OBSERVED, REMOVED)
    found = {t: ratio(a, t, 1200.0) for t in TABLE}
    for t, wanted in TABLE.items():
        r, low, high = found[t]
        exact = share(max(t, 1200.0)) / share(t)
        a.check(
            f"observed for {t / 60:g} min, a guard of 20 min multiplies the returns seen by {wanted} within 10 %",
            f"{r:.2f} [{low:.2f}, {high:.2f}], closed form {exact:.2f}",
            abs(r / exact - 1) <= 0.10,
        )
    idle = []
    for t in TABLE:
        rows = a.table("return_seen", **{OBSERVED.replace(".", "__"): t})
        within = rows[rows[REMOVED] <= t]["estimate"]
        idle.append(float(within.max() - within.min()))
    a.check(
        "a guard that lasts no longer than the observation is worth nothing",
        f"largest difference {max(idle):.4f}",
        max(idle) == 0.0,
    )
    late = ratio(a, 1200.0, 1800.0)
    a.check(
        "a guard of 30 min after 20 min of observation adds a twentieth",
        f"{late[0]:.3f} [{late[1]:.3f}, {late[2]:.3f}], closed form {share(1800) / share(1200):.3f}",
        0.03 <= late[0] - 1 <= 0.07,
    )
    a.conclude(
        "So the dog is worth what the protocol lacks, and nothing where people watch as long by themselves. "
        "Runs may stay below the closed form, since some dogs obey and come away and some teams do not wait."
    )
    seen = a.table("return_seen", protocol__observation_s=1200.0, protocol__removal_s=0.0).iloc[0]
    ten = a.table("return_seen", protocol__observation_s=600.0, protocol__removal_s=0.0).iloc[0]
    five = a.table("return_seen", protocol__observation_s=300.0, protocol__removal_s=0.0).iloc[0]
    a.target(
        "T13",
        "returns seen within 5, 10, 20 min of watching alone",
        "median 5 min; 0.75 (0.67 in another review) by 10 min",
        f"{cell(five)}, {cell(ten)}, {cell(seen)}",
        abs(five["estimate"] - 0.5) <= 0.05 and abs(ten["estimate"] - 0.75) <= 0.05,
        "fit",
    )


def rare(a: Answer) -> None:
    """Absolute gain."""
    a.show("return_seen", "heart.p_return", REMOVED)
    a.show("survived", "heart.p_return", REMOVED)
    for p in (0.005, 0.01, 0.02, 0.05):
        runs = a.results.runs.merge(a.results.points, on="point")
        wide = runs[runs["heart.p_return"] == p].pivot_table(
            index="replicate", columns=REMOVED, values="return_seen"
        )
        gain = (wide[1200.0] - wide[0.0]).astype(float)
        error = 1.96 * gain.std() / np.sqrt(len(gain))
        expected = p * (share(1200) - share(120))
        a.check(
            f"at a chance of {p:g} the guard lets no more than 3.7 in a hundred more returns be seen",
            f"{100 * gain.mean():.2f} [{100 * (gain.mean() - error):.2f}, {100 * (gain.mean() + error):.2f}] "
            "in a hundred, "
            f"closed form {100 * expected:.2f}",
            gain.mean() - error <= 0.037,
        )
    a.say("")
    a.say(
        "A return that was seen ends in full recovery in 28 of 100 reported cases, and reports favour good ends: "
        f"of a hundred men given up like this the guard saves {28 * gain.mean():.1f} at the largest of these "
        "chances, fewer at the others."
    )


def bond(a: Answer) -> None:
    """Who stands guard?"""
    a.show("return_seen", "baseline", "dog.bond")
    a.show("guarded_s", "baseline", "dog.bond", baseline="none")
    rows = a.table("return_seen", baseline="none").sort_values("dog.bond")
    a.check(
        "the stronger the bond the more returns are seen",
        " / ".join(f"{e:.2f}" for e in rows["estimate"]),
        spearmanr(rows["dog.bond"], rows["estimate"]).statistic >= 0.9,
    )
    low = a.value("return_seen", baseline="none", dog__bond=1.0)
    none = a.value("return_seen", baseline="no_dog", dog__bond=1.0)
    obedient = a.value("return_seen", baseline="obedient_dog", dog__bond=1.0)
    a.check(
        "a dog that only obeys comes away at the first order, and is worth little",
        f"{cell(obedient)}; no dog {cell(none)}; bond 1 {cell(low)}",
        obedient["estimate"] - none["estimate"] < 0.5 * (low["estimate"] - none["estimate"]),
    )
    a.shuffled("return_seen")


def team(a: Answer) -> None:
    """Rules and trust."""
    for keeps in (True, False):
        a.show("return_seen", "protocol.heeds_animal", "paramedic.trust_animal", protocol__keeps_off=keeps)
    a.show("bites", "protocol.keeps_off", "paramedic.trust_animal", protocol__heeds_animal=False)
    runs = {
        k: a.value(
            "return_seen", protocol__keeps_off=k[0], protocol__heeds_animal=k[1], paramedic__trust_animal=0.1
        )
        for k in ((True, False), (False, False), (False, True))
    }
    a.check(
        "where no rule keeps the team off, most of the guard is lost",
        f"{cell(runs[False, False])} against {cell(runs[True, False])}",
        runs[False, False]["high"] < runs[True, False]["low"],
    )
    a.check(
        "a rule to observe on while an animal stands guard does as much as the fear of its teeth",
        f"{cell(runs[False, True])}",
        runs[False, True]["low"] > runs[False, False]["high"],
    )
    rows = a.table("return_seen", protocol__keeps_off=False, protocol__heeds_animal=False).sort_values(
        "paramedic.trust_animal"
    )
    a.check(
        "without such rules more is seen the more the paramedics trust what a dog shows",
        " / ".join(f"{e:.2f}" for e in rows["estimate"]),
        bool(rows["estimate"].is_monotonic_increasing),
    )


def alert(a: Answer) -> None:
    """Time unattended."""
    for strong in (0.3, 0.9):
        a.show("unattended_s", "baseline", "nurse.check_s", dog__bond=strong)
    a.show("arrest", "baseline", "nurse.check_s", dog__bond=0.9)
    runs = a.results.runs.merge(a.results.points, on="point")
    times = runs[(runs["baseline"] == "none") & (runs["dog.bond"] == 0.9)]["unattended_s"].dropna()
    times = times[times > 0]  # without the nights on which the nurse was up for a check
    q = times.quantile([0.25, 0.5, 0.75])
    mean = float(times.mean())
    a.check(
        "with a dog of bond 0.9 somebody is there after 20 to 40 s, where nobody was up already",
        f"mean {mean:.1f} s, median {q[0.5]:.0f} s, quartiles {q[0.25]:.0f} and {q[0.75]:.0f} s",
        20 <= mean <= 40 and 20 <= q[0.5] <= 40,
    )
    for check in (600.0, 1200.0, 1800.0):
        alone = runs[
            (runs["baseline"] == "no_dog") & (runs["dog.bond"] == 0.9) & (runs["nurse.check_s"] == check)
        ]
        late = alone["unattended_s"].fillna(6900.0)  # two hours, and nobody has come
        late = late[late > 0]
        a.check(
            f"without one it takes minutes to hours, exponential in the checks every {check / 60:g} min on average",
            f"mean {late.mean() / 60:.0f} min, median {late.median() / 60:.0f} min, "
            f"95th in a hundred {late.quantile(0.95) / 60:.0f} min",
            abs(late.median() / (check * np.log(2)) - 1) < 0.2,
        )


def unattended(a: Answer) -> None:
    """Cost of a minute."""
    a.show("unattended_s", "seizure.attended_share", "waking.rouse_s")
    a.show("arrest", "seizure.attended_share", "waking.rouse_s")
    time = (
        a.table("unattended_s", seizure__attended_share=0.1)
        .sort_values("waking.rouse_s")["estimate"]
        .to_numpy()
    )
    stopped = a.table("arrest", seizure__attended_share=0.1).sort_values("waking.rouse_s")
    p = stopped["estimate"].to_numpy()
    slope, at_once = np.polyfit(time, p, 1)
    off = np.abs(p - (at_once + slope * time)).max()
    half = float((stopped["high"] - stopped["low"]).max() / 2)
    a.check(
        "hearts stop in proportion to the time unattended",
        f"{100 * slope * 60:.2f} in a hundred a minute; no level off the line by more than {off:.4f}, "
        f"half an interval is {half:.4f}",
        slope > 0 and off <= half,
    )
    seizure = SeizureParameters()
    levels = (np.arange(20_000) + 0.5) / 20_000
    lengths = np.array([spread_moments(seizure.duration_s, seizure.duration_sd_s, u) for u in levels])
    a.target(
        "T15",
        "length of a seizure that becomes general",
        "178 s, spread 133 s",
        f"{lengths.mean():.0f} s, spread {lengths.std():.0f} s (closed form)",
        abs(lengths.mean() / 178 - 1) <= 0.1 and abs(lengths.std() / 133 - 1) <= 0.1,
        "fit",
    )
    useless = a.table("arrest", seizure__attended_share=1.0)["estimate"]
    a.check(
        "where care does not help, time does not matter",
        f"spread {useless.max() - useless.min():.4f}",
        useless.max() - useless.min() < 0.01,
    )


def warning(a: Answer) -> None:
    """Who warns?"""
    a.show("warned", "dog.skill_alert", "dog.bond")
    a.show("unattended_s", "dog.skill_alert", "dog.bond")
    ordinary = a.value("warned", dog__skill_alert=0.2, dog__bond=0.6)
    trained = a.value("warned", dog__skill_alert=0.9, dog__bond=0.9)
    a.check(
        "an untrained dog of ordinary bond warns of about 15 in a hundred seizures",
        cell(ordinary),
        abs(ordinary["estimate"] - 0.15) <= 0.05,
    )
    a.check(
        "a trained one warns of nearly all that a scent announces (79 in a hundred)",
        cell(trained),
        trained["estimate"] >= 0.70,
    )
    rows = a.table("warned", dog__skill_alert=0.2).sort_values("dog.bond")
    a.check(
        "among dogs of equal noses the bonded warn more",
        " / ".join(f"{e:.2f}" for e in rows["estimate"]),
        bool(rows["estimate"].is_monotonic_increasing),
    )


def clocks(a: Answer) -> None:
    """Two clocks."""
    a.show("resuscitated", "protocol.cpr_s", OBSERVED, baseline="no_guard")
    a.show("return_seen", "protocol.cpr_s", OBSERVED, baseline="no_guard")
    published = (0.67, 0.67 - 0.023, 0.67 - 0.011, 0.67 - 0.021, 0.67 - 0.055)
    minutes = ((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1))
    here = [larsen_survival(60.0 * c, 60.0 * s, 60.0 * d, HeartParameters()) for c, s, d in minutes]
    a.target(
        "T14",
        "survival of a shockable arrest: at once, and a minute later to CPR, shock, drugs, all",
        " / ".join(f"{v:.3f}" for v in published),
        " / ".join(f"{v:.3f}" for v in here) + " (closed form)",
        bool(np.allclose(here, published, atol=1e-12)),
        "fit",
    )
    rows = a.table("resuscitated", baseline="no_guard", protocol__observation_s=120.0).sort_values(
        "protocol.cpr_s"
    )
    a.check(
        "longer resuscitation brings more hearts back",
        " / ".join(f"{e:.3f}" for e in rows["estimate"]),
        bool(rows["estimate"].is_monotonic_increasing),
    )
    seen = a.table("return_seen", baseline="no_guard", protocol__observation_s=120.0)["estimate"]
    a.check(
        "and does not stand in for observation: of those given up as many returns are seen",
        f"spread {seen.max() - seen.min():.3f}",
        seen.max() - seen.min() < 0.04,
    )


def presets(a: Answer) -> None:
    """Story and evidence."""
    a.show_list(["arrest", "return_seen", "survived", "unattended_s"], ["preset", "baseline"])
    story = a.value("return_seen", preset="story", baseline="none")
    left = a.value("return_seen", preset="story", baseline="no_guard")
    a.check(
        "where the heart is bound to return, as told, the guard decides most cases",
        f"{cell(story)} against {cell(left)}",
        story["low"] > left["high"] + 0.4,
    )
    real = a.value("survived", preset="evidence", baseline="none")
    alone = a.value("survived", preset="evidence", baseline="no_dog")
    spared = a.value("survived", preset="evidence", baseline="no_guard")
    a.check(
        "by the evidence the dog's alarm saves far more lives than its guard",
        f"survived {cell(real)}, without the guard {cell(spared)}, without the dog {cell(alone)}",
        real["estimate"] - alone["estimate"] > 5 * abs(real["estimate"] - spared["estimate"]),
    )


def in_short(of: dict[str, Answer]) -> tuple[str, str]:
    """The answer in a few sentences, and what it rests on."""
    told = {t: ratio(of["seizure_guard"], t, 1200.0) for t in (120.0, 600.0, 1200.0)}
    alone, both = (
        of["seizure_guard_presets"].value("survived", preset="evidence", baseline=b)
        for b in ("no_dog", "none")
    )
    return (
        "Only while nobody else watches. A guard of 20 min multiplies the returns that are seen by "
        f"{within(*told[120.0])} where the team observes for 2 min after compressions, by {within(*told[600.0])} "
        f"where for 10 min, by {within(*told[1200.0])} where for 20 min. Such returns are rare; by the evidence the "
        f"dog's alarm saves far more than its guard (survival {cell(both)} with the dog, {cell(alone)} without).",
        "on published times to a return and published losses by the minute; that a heart returns at all is known "
        "no better than rarely, and how long a dog stands against orders is assumed.",
    )


ANSWERS: dict[str, Callable[[Answer], None]] = {
    "seizure_guard": guard,
    "seizure_guard_rare": rare,
    "seizure_guard_bond": bond,
    "seizure_guard_team": team,
    "seizure_guard_alert": alert,
    "seizure_guard_unattended": unattended,
    "seizure_guard_warning": warning,
    "seizure_guard_clocks": clocks,
    "seizure_guard_presets": presets,
}

GIVEN_UP = {"start": "under_way", "heart.survival_at_once": 0, "heart.p_return": 1, "protocol.cpr_s": 60}
UNSCENTED = {"seizure.scent_share": 0}
UNFELT = GIVEN_UP | {"heart.p_return": 0, "heart.p_missed_pulse": 0.2, "protocol.removal_s": 0}
GUARD: tuple[str, str, tuple[Any, Any], dict[str, Any]] = ("return_seen", REMOVED, (0, 1200), GIVEN_UP)
DOG: tuple[str, tuple[Any, Any]] = ("baseline", ("no_dog", "none"))
SPARED = {"protocol.keeps_off": False, "vigil.bite_half": 2, "vigil.bite_spread": 0.01, "hold.relief": 0}
TRUSTING = ("nurse.trust_animal", (0.1, 0.9), UNSCENTED)
LONGER = ("protocol.cpr_s", (300, 1200), {"start": "under_way"})
FEARLESS = {"vigil.stranger_harm": 0, "harm.distress": 0}
CALLED = ("guarded_s", "dog.trust_orders", (0.1, 0.9), GIVEN_UP)

ABLATIONS = (
    Ablation("a dog wakes a sleeper", {"waking.wake_db": 200}, "unattended_s", *DOG, UNSCENTED),
    Ablation("somebody beside him keeps him alive", {"seizure.attended_share": 1}, "arrest", *DOG),
    Ablation("hearts stop after seizures", {"seizure.arrest_scale": 0}, "arrest", *DOG),
    Ablation(
        "a scent before the seizure", {"seizure.evidence": 1000}, "warned", "dog.skill_alert", (0.2, 0.9)
    ),
    Ablation("the bond sharpens attention", {"sense.bond_shift": 0}, "warned", "dog.bond", (0.3, 0.9)),
    Ablation("trust in the dog's alarm", {"baseline": "no_dog"}, "unattended_s", *TRUSTING),
    Ablation("treatment", {"heart.survival_at_once": 0}, "resuscitated", *LONGER),
    Ablation("hearts return by themselves", {"heart.p_return": 0}, *GUARD),
    Ablation("the dog fears strangers for him", FEARLESS, "return_seen", "dog.bond", (0.2, 0.9), GIVEN_UP),
    Ablation("orders call it off", {"protocol.call_off_s": 36000}, *CALLED),
    Ablation("the team keeps off, by rule, for fear of teeth, or because it heeds the dog", SPARED, *GUARD),
    Ablation("those kept there notice that he lives", {"vigil.notice_rate": 0}, *GUARD),
    Ablation(
        "compressions stop at pulses that nobody feels",
        {"heart.p_missed_pulse": 0},
        "return_seen",
        "protocol.check_sensitivity",
        (0, 1),
        UNFELT,
    ),
)

"""A dog is given to a new handler: what its experiments answer."""

from collections.abc import Callable
from itertools import pairwise, product
from typing import Any

import numpy as np
from answer import Ablation, Answer, cell
from scipy.stats import spearmanr

import bondsim as bs
from bondsim.parameter.handover import HandoverParameters
from bondsim.parameter.office import OfficeParameters
from bondsim.rules.handover import greeting
from bondsim.rules.office import letters_of, novelty

FITTED = """`office.reluctance` and the weights of the department were set so that without the public a wish takes
months, and with a post that many see it takes weeks, as the design hoped; nobody has measured such decisions, and the
answers are given over a range of both. `handover.greeting` and `handover.greeting_h` were fitted to three published
points of twelve dogs, `office.novelty_min` to the published half-life. The table of refusal follows from weights and
temperature of choice that hold everywhere in the model; nothing was fitted to it. What force, a kennel and a day of
distress cost against each other is a judgement, and where a conclusion turns on it that is said."""

TABLE = {0.5: (0.24, 0.44, 0.67, 0.83, 0.93, 0.96), 0.9: (0.11, 0.24, 0.44, 0.67, 0.83, 0.91)}
BONDS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.95)
ALONE = {
    "policy": "kept_at_work",
    "trust.learns": False,
    "handover.hours_new": 0,
    "handover.join_d": 3650,
    "bonding.learns": False,
}


def policies(a: Answer) -> None:
    """What does each policy cost?"""
    for outcome in ("welfare_lost_d", "readiness_lost_d", "home"):
        a.show(outcome, "policy", "dog.bond")
    a.show("accept_d", "policy", "dog.bond")
    patient, forced = (
        a.value("accept_d", policy=p, dog__bond=0.95) for p in ("kept_with_patience", "kept_by_force")
    )
    a.check(
        "force delays the day on which a dog of bond 0.95 is won over",
        f"day {cell(forced)} against {cell(patient)} with patience",
        patient["high"] < forced["low"],
    )
    work = [
        a.value("readiness_lost_d", policy=p, dog__bond=0.95) for p in ("kept_by_force", "kept_with_patience")
    ]
    a.check(
        "and yet loses fewer days of work, since a dog that is dragged along works",
        f"{cell(work[0])} against {cell(work[1])} days",
        work[0]["high"] < work[1]["low"],
    )
    once, never, monthly = (
        a.value("grief_d", policy=p, dog__bond=0.95) for p in ("seen_once", "kept_at_work", "seen_monthly")
    )
    a.check(
        "a farewell visit costs the dog days of distress, and visits every month cost far more: it goes "
        "on expecting him",
        f"{cell(never)} without, {cell(once)} with one, {cell(monthly)} with one a month",
        never["high"] < once["low"] and monthly["low"] > 2 * once["high"],
    )
    homes = [a.value("home", policy="as_usual", dog__bond=b) for b in (0.3, 0.6, 0.95)]
    a.check(
        "left to the department, a dog comes home the oftener the more it is attached, because it refuses",
        " / ".join(cell(h) for h in homes),
        all(x["high"] < y["low"] for x, y in pairwise(homes)),
    )
    a.conclude(
        "In the model every policy takes from somebody. To keep the dog at work with patience costs its "
        "welfare least and gives it "
        "to the new handler for good; visits are kind to those who part and not to what the dog "
        "expects; and the refusal "
        "itself is what moves the department to let the dog go home."
    )


def refusal(a: Answer) -> None:
    """Who refuses?"""
    a.show("refused_first", "dog.bond", "dog.trust_orders")
    worst = 0.0
    for trust, row in TABLE.items():
        for bond, p in zip(BONDS, row, strict=True):
            start = {
                "policy": "kept_at_work",
                "dog.bond": bond,
                "dog.trust_orders": trust,
                "dog.distress": 0.6 * bond,
            }
            series = bs.simulate("reassignment", set=start).series
            dog = series[(series["agent"] == "dog") & (series["day"] == 1)]
            worst = max(worst, abs(float(dog["p_refuse"].iloc[0]) - p))
    a.check(
        "on the first day the law gives the table of refusal over bond and trust, twelve cells",
        f"largest difference {worst:.3f}",
        worst <= 0.01,
    )
    for bond, trust, hoped in ((0.6, 0.9, 88), (0.95, 0.5, 190)):
        settings = ALONE | {"dog.bond": bond, "dog.trust_orders": trust}
        series = bs.simulate("reassignment", set=settings).series
        p = series[series["agent"] == "dog"].set_index("day")["p_refuse"]
        peak = float(p.max())
        day = int(p.index[(p <= peak / 2) & (p.index > int(p.idxmax()))][0])
        a.check(
            f"without contact and without anything learned refusal halves from its height in 90 to 190 days "
            f"(bond {bond:g}, trust {trust:g})",
            f"on day {day}, hoped {hoped}",
            90 <= day <= 190,
            why="the range ends at the figure of the design for this dog, and two days more miss it",
        )
    a.say("")
    a.say(
        "The range ends where the design's own figure for the second dog lies, day 190, so that two days "
        "more miss it. Both "
        "dogs are some days later than that figure; why has not been looked into."
    )
    by_bond = [
        spearmanr(rows["dog.bond"], rows["estimate"]).statistic
        for _, rows in a.table("refused_first").groupby("dog.trust_orders")
    ]
    a.check(
        "refusal in the first month rises with the bond at every trust",
        f"Spearman {min(by_bond):.2f}",
        min(by_bond) > 0.99,
    )
    falls = [
        bool(rows.sort_values("dog.trust_orders")["estimate"].is_monotonic_decreasing)
        for _, rows in a.table("refused_first").groupby("dog.bond")
    ]
    a.check(
        "and falls with trust in the new handler at every bond", f"{sum(falls)} of {len(falls)}", all(falls)
    )
    a.say("")
    a.say(
        "Distress rises above 0.6 of the bond within a week, so in the first month an attached dog "
        "refuses more than the table says. "
        "Without contact the absence is accepted and refusal fades; a new handler who learns from no "
        "order he is not given must wait for it."
    )


def visit(a: Answer) -> None:
    """What does a farewell do?"""
    a.show("refusal_after", "handover.first_visit_d", "handover.visit_resets")
    a.show("grief_d", "handover.first_visit_d", "handover.visit_resets")
    for day in (60, 120, 240):
        before = a.value("refusal_before", handover__first_visit_d=day, handover__visit_resets=0.6)
        after = a.value("refusal_after", handover__first_visit_d=day, handover__visit_resets=0.6)
        a.check(
            f"a week after a visit on day {day} refusal is higher than on its eve",
            f"{cell(before)} before, {cell(after)} after",
            after["low"] > before["high"],
        )
    plain = a.value("refusal_after", handover__first_visit_d=120, handover__visit_resets=0)
    eve = a.value("refusal_before", handover__first_visit_d=120, handover__visit_resets=0)
    a.check(
        "where a visit leaves no trace in what the dog expects, it is lower, as it would have been without",
        f"{cell(eve)} before, {cell(plain)} after",
        plain["high"] < eve["low"],
    )
    rows = (
        a.table("grief_d", handover__visit_resets=0.6)
        .set_index("handover.first_visit_d")["estimate"]
        .drop(-1.0)
    )
    a.check(
        "the later the visit the more distress it brings back",
        " / ".join(f"{d:.0f}: {v:.0f} d" for d, v in rows.items()),
        bool(rows.sort_index().is_monotonic_increasing),
    )
    a.conclude(
        "A farewell is best early, while the absence has not been accepted; how much it undoes is "
        "assumed, and the size follows from that."
    )


def publicity(a: Answer) -> None:
    """Public pressure."""
    a.show("visit_granted_d", "office.audience", "office.reluctance")
    a.show("home", "office.audience", "office.reluctance")
    a.show("serving", "office.audience", "office.reluctance")
    for reluctance in (4, 6, 8):
        rows = a.table("visit_granted_d", office__reluctance=reluctance).sort_values("office.audience")
        rank = spearmanr(rows["office.audience"], rows["estimate"]).statistic
        a.check(
            f"at a reluctance of {reluctance} the wait for a visit falls with every tenfold of the audience",
            " / ".join(cell(r) for _, r in rows.iterrows()) + f"; Spearman {rank:.2f}",
            rank < -0.95,
        )
        home = a.table("home", office__reluctance=reluctance).sort_values("office.audience")
        none, most = home.iloc[0], home.iloc[-1]
        a.check(
            f"at a reluctance of {reluctance} the public changes where the dog lives",
            f"home {cell(none)} unheard, {cell(most)} where ten million can see it",
            most["low"] > none["high"],
            why="a department of so little reluctance grants everything in the end, and needs no push",
        )
    runs = a.results.runs.merge(a.results.points, on="point", suffixes=("", "_"))
    some = runs[(runs["office.reluctance"] == 6) & (runs["views_peak"] > 0) & runs["visit_granted_d"].notna()]
    slope = float(np.polyfit(np.log10(some["views_peak"]), some["visit_granted_d"], 1)[0])
    a.check(
        "a tenfold of the peak of attention brings the decision forward", f"by {-slope:.0f} days", slope < -3
    )
    half = next(t / 10 for t in range(1, 5000) if novelty(t / 10, OfficeParameters()) < 0.5)
    a.target(
        "T21", "half-life of the novelty of a post", "69 min", f"{half:.0f} min", abs(half - 69) < 14, "fit"
    )
    power = np.log10(letters_of(9.0, 1e6, OfficeParameters()) / letters_of(0.0, 1e6, OfficeParameters()))
    a.target(
        "T21", "power with which letters fall", "-2.5 ± 0.1", f"{power:.2f}", abs(power + 2.5) <= 0.1, "fit"
    )
    p = HandoverParameters()
    wags = [greeting(h, 1.0, 0.0, p) for h in (0.5, 2.0, 4.0)]
    a.target(
        "T9",
        "greeting after half an hour, two and four hours",
        "0.09 / 0.27 / 0.26",
        " / ".join(f"{v:.2f}" for v in wags),
        wags[0] < 0.5 * wags[1] and abs(wags[2] - wags[1]) < 0.06,
        "fit",
    )
    a.say("")
    a.say(
        "At a low reluctance everything is granted in the end and the public only hastens it, so the "
        "last statement on where the dog "
        "lives fails there: a department that is willing needs no push."
    )


def delay(a: Answer) -> None:
    """Slow decisions."""
    a.show("home", "office.review_d", "office.lag_d", publicity="posts", dog__trust_orders=0.3)
    a.show("readiness_lost_d", "office.review_d", "office.lag_d", publicity="posts", dog__trust_orders=0.3)
    quick, slow = (
        a.value("home", office__review_d=r, office__lag_d=10, publicity="posts", dog__trust_orders=0.3)
        for r in (7, 90)
    )
    a.check(
        "where reviews are rare, the pressure has gone and the dog has given in before anybody decides",
        f"home {cell(quick)} at weekly reviews, {cell(slow)} at one in three months",
        slow["high"] < quick["low"] - 0.3,
    )
    short, long = (
        a.value("home", office__review_d=7, office__lag_d=lag, publicity="posts", dog__trust_orders=0.3)
        for lag in (0, 60)
    )
    a.check(
        "the time of desks after a decision does not change it",
        f"home {cell(short)} at once, {cell(long)} after two months on average",
        abs(short["estimate"] - long["estimate"]) < 0.06,
    )


def weights(a: Answer) -> None:
    """Over the range of what is assumed."""
    a.show("home", "office.w_pressure", "publicity", department__precedents=0, office__w_precedent=0.5)
    a.show("grants", "department.precedents", "office.w_precedent", publicity="silence", office__w_pressure=1)
    for weight in (0.5, 1, 2):
        only = {"department__precedents": 0, "office__w_precedent": 0.5, "office__w_pressure": weight}
        quiet, wide = (a.value("home", publicity=p, **only) for p in ("silence", "wide"))
        a.check(
            f"at a weight of pressure of {weight:g} more dogs come home where many see it",
            f"{cell(wide)} against {cell(quiet)}",
            wide["low"] > quiet["high"],
        )
    only = {"department__precedents": 0, "office__w_precedent": 0.5, "office__w_pressure": 0}
    quiet, wide = (a.value("home", publicity=p, **only) for p in ("silence", "wide"))
    a.check(
        "at a weight of 0 nobody's eyes matter",
        f"{cell(wide)} and {cell(quiet)}",
        wide["estimate"] == quiet["estimate"],
    )
    for weight, ways in ((0.5, "more"), (1.0, "more"), (0.0, "as much")):
        only = {"publicity": "silence", "office__w_pressure": 1, "office__w_precedent": weight}
        first, fifth = (a.value("grants", department__precedents=n, **only) for n in (0, 5))
        met = fifth["low"] > first["high"] if weight else fifth["estimate"] == first["estimate"]
        a.check(
            f"a department that has granted five wishes grants {ways} at a weight of precedent of {weight:g}",
            f"{cell(fifth)} against {cell(first)}",
            met,
        )


WEIGHTS = ("office.w_welfare", "office.w_evidence", "office.w_readiness")


def dog_weights(a: Answer) -> None:
    """Over the weights of how the dog fares, what it refuses, and what its work is worth."""
    for weight in WEIGHTS:
        others = {w.replace(".", "__"): 2 for w in WEIGHTS if w != weight}
        a.show("home", weight, "dog.bond", publicity="silence", **others)
        a.show("home", weight, "dog.bond", publicity="wide", **others)
    wins, ways = {"bond": [], "public": []}, list(product((0, 2, 4), repeat=3))
    for levels in ways:
        at = dict(zip(WEIGHTS, levels, strict=True))
        near = a.results.contrast("home", "dog.bond", 0.3, 0.95, at=at | {"publicity": "silence"})
        heard = a.results.contrast("home", "publicity", "silence", "wide", at=at | {"dog.bond": 0.95})
        wins["bond"].append(near)
        wins["public"].append(heard)
    heeded = [(levels, found) for levels, found in zip(ways, wins["bond"], strict=True) if levels[1] > 0]
    blind = [(levels, found) for levels, found in zip(ways, wins["bond"], strict=True) if levels[1] == 0]
    for rows, words in (
        (heeded, "where refusal counts as evidence, at weights of 2 and 4"),
        (blind, "where it does not, at a weight of 0"),
    ):
        against = [levels for levels, found in rows if found.low <= 0]
        a.check(
            f"unheard, a dog of bond 0.95 comes home more often than one of 0.3 {words}, "
            "whatever suffering and work weigh",
            f"at {len(rows) - len(against)} of {len(rows)} settings, by {least_and_most(rows)}"
            + but(against),
            not against,
            why="where neither refusal nor suffering has a weight, nothing that a bond does reaches the department",
        )
    against = [levels for levels, found in zip(ways, wins["public"], strict=True) if found.low <= 0]
    a.check(
        "where many see it more dogs of bond 0.95 come home, at all weights of suffering, refusal and work",
        f"at {len(ways) - len(against)} of {len(ways)} settings, by "
        f"{least_and_most(list(zip(ways, wins['public'], strict=True)))}" + but(against),
        not against,
        why="where refusal and suffering weigh much, nearly all such dogs come home unheard",
    )
    a.say("")
    least = min(
        a.value("home", publicity="silence", dog__bond=0.95, **at_weights(x))["estimate"] for x in against
    )
    a.say(
        "Compared are runs of the same luck; a setting counts where the interval of the difference is above 0. A bond "
        "brings a dog home by what it does, by refusal and by suffering; where neither has a weight it does nothing. "
        f"Where the public adds nothing that can be told apart, {least:.2f} of such dogs or more come home unheard. So "
        "both directions are those of every department that looks at the dog, as long as there is room; how much is "
        "the public's and how much the dog's turns on the weights."
    )


def at_weights(levels: tuple[int, ...]) -> dict[str, int]:
    """A setting of the weights, as `Answer.value` takes it."""
    return {weight.replace(".", "__"): level for weight, level in zip(WEIGHTS, levels, strict=True)}


def least_and_most(rows: list[tuple[tuple[int, ...], Any]]) -> str:
    """Smallest and largest difference."""
    found = [each.estimate for _, each in rows]
    return f"{min(found):+.2f} to {max(found):+.2f}"


def but(levels: list[tuple[int, ...]]) -> str:
    """The settings at which it is not so."""
    if not levels:
        return ""
    return "; not at weights of suffering, refusal and work of " + ", ".join(
        "/".join(map(str, each)) for each in levels
    )


def kennel(a: Answer) -> None:
    """Where a judgement decides."""
    a.show("welfare_lost_d", "handover.kennel_cost", "policy", dog__bond=0.95)
    a.show("welfare_lost_d", "handover.kennel_cost", "policy", dog__bond=0.3)
    patient = a.value(
        "welfare_lost_d", handover__kennel_cost=0.05, policy="kept_with_patience", dog__bond=0.95
    )
    place = a.value("welfare_lost_d", handover__kennel_cost=0.05, policy="neutral_place", dog__bond=0.95)
    a.check(
        "even where a day in a neutral place costs a twentieth of its welfare, a patient new handler "
        "costs the dog less",
        f"{cell(patient)} against {cell(place)} days",
        patient["high"] < place["low"],
    )
    a.say("")
    a.say(
        "A neutral place has a price for three years, a new handler for a few months. That is "
        "arithmetic of the assumed costs; a "
        "dog that could never be won over would turn it round."
    )


def in_short(of: dict[str, Answer]) -> tuple[str, str]:
    """The answer in a few sentences, and what it rests on."""
    costs = of["reassignment"]
    day = {
        p: costs.value("accept_d", policy=p, dog__bond=0.95) for p in ("kept_with_patience", "kept_by_force")
    }
    work = {p: costs.value("readiness_lost_d", policy=p, dog__bond=0.95) for p in day}
    monthly, never = (
        costs.value("grief_d", policy=p, dog__bond=0.95) for p in ("seen_monthly", "kept_at_work")
    )
    return (
        f"Each takes from somebody. Force wins a dog of bond 0.95 over on day {cell(day['kept_by_force'])} instead "
        f"of {cell(day['kept_with_patience'])} with patience, and yet loses fewer days of work "
        f"({cell(work['kept_by_force'])} against {cell(work['kept_with_patience'])}), since a dog that is dragged "
        f"along works. Visits every month keep it waiting: {cell(monthly)} days of grief against {cell(never)} "
        "without.",
        "on a department's weights, on refusal as the sum of a few assumed terms, and on how grief fades without "
        "contact; answers are given over the range of what is assumed.",
    )


ANSWERS: dict[str, Callable[[Answer], None]] = {
    "reassignment": policies,
    "reassignment_refusal": refusal,
    "reassignment_visit": visit,
    "reassignment_publicity": publicity,
    "reassignment_delay": delay,
    "reassignment_weights": weights,
    "reassignment_weights_dog": dog_weights,
    "reassignment_kennel": kennel,
}

KEPT = {"policy": "kept_at_work"}
SEEN = KEPT | {"handover.first_visit_d": 120}
QUIET = {"publicity": "silence"}

ABLATIONS = (
    Ablation(
        "the old handler is missed", {"dog.seeks": False}, "refused_share", "dog.bond", (0.3, 0.95), KEPT, 500
    ),
    Ablation("force is remembered", {"trust.learns": False}, "accept_d", "handover.force", (0, 1), KEPT, 500),
    Ablation(
        "a visit undoes acceptance",
        {"handover.visit_resets": 0},
        "refusal_after",
        "dog.bond",
        (0.3, 0.95),
        SEEN,
        500,
        why="a dog of a larger bond refuses more by itself, too; the visit adds the rest",
    ),
    Ablation(
        "pressure counts", {"office.w_pressure": 0}, "home", "publicity", ("silence", "wide"), None, 500
    ),
    Ablation("refusal is evidence", {"office.w_evidence": 0}, "home", "dog.bond", (0.3, 0.95), QUIET, 500),
    Ablation(
        "precedents count", {"office.w_precedent": 0}, "grants", "department.precedents", (0, 5), QUIET, 500
    ),
    Ablation(
        "strangers spoil the work",
        {"handover.stranger_loss": 0},
        "accuracy",
        "handover.hours_new",
        (4, 20),
        KEPT,
        500,
    ),
)

"""Attention that drifts: what its experiments answer."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from answer import Ablation, Answer, cell
from scipy.stats import mannwhitneyu, spearmanr

from bondsim.analysis.differences import paired_difference

FITTED = """`kennel.lure_gain`, `kennel.lure_loss`, `kennel.home` and the spread of `dog.lure` were chosen, among about
twenty settings of a prototype, so that some dogs drift and others do not, and that errors at the drill foretell
who leaves. That they do foretell it can therefore not be read as a finding; what each part adds to it can.
Nobody has measured how attention drifts from a drill to a scent."""


def drifting(a: Answer) -> None:
    """How does a good dog come to leave?"""
    a.show("drill_errors", "dog.lure", "dog.trust")
    a.show("left", "dog.lure", "dog.trust")
    for trust in (0.4, 0.6, 0.8):
        rows = a.table("left", dog__trust=trust).sort_values("dog.lure")
        rank = spearmanr(rows["dog.lure"], rows["estimate"]).statistic
        a.check(
            f"at a trust of {trust:g} more dogs leave the more the scent holds them",
            " / ".join(f"{e:.2f}" for e in rows["estimate"]) + f"; Spearman {rank:.2f}",
            rank >= 0.9 and rows["low"].iloc[-1] > rows["high"].iloc[0],
        )
    first = a.value("drill_errors", dog__lure=0.8, dog__trust=0.4)
    last = a.value("drill_errors", dog__lure=0.8, dog__trust=0.8)
    a.check(
        "trust does not save a dog that a scent holds fast: it comes later to the same end",
        f"errors at the end {cell(first)} and {cell(last)}",
        abs(first["estimate"] - last["estimate"]) < 0.1,
    )
    early = a.table("early_errors").merge(a.table("drill_errors"), on=["dog.lure", "dog.trust"])
    grew = early[early["estimate_y"] > early["high_x"] + 0.05]
    fell = early[early["estimate_y"] < early["low_x"] - 0.05]
    a.check(
        "between the two ends there is a threshold: some drift further, others come back to the work",
        f"of {len(early)} settings, errors rise in {len(grew)} and fall in {len(fell)} over the year",
        len(grew) > 0 and len(fell) > 0,
    )


def early_warning(a: Answer) -> None:
    """Do the errors tell who will leave?"""
    runs = a.results.runs.merge(a.results.points, on="point", suffixes=("", "_"))
    rows = {}
    for (p, day), some in runs.groupby(["kennel.p_latch", "kennel.review_d"]):
        auc, low, high, n = area(some)
        rows[p, day] = (auc, low, high)
        a.say(
            f"Latch {p:g} a day, review on day {day:g}: area under the curve {auc:.2f} [{low:.2f}, {high:.2f}] "
            f"({n} left later)."
        )
    for p in (0.001, 0.005, 0.02):
        auc, low, high = rows[p, 60.0]
        a.check(
            f"with a latch open on {p:g} of days, the running mean of errors on day 60 tells dogs that leave "
            "later from "
            "those that stay, with an area above 0.8 (all of its interval)",
            f"{auc:.2f} [{low:.2f}, {high:.2f}]",
            low > 0.8,
            why="the estimate is above it, and so few dogs leave that its interval reaches below",
        )
    least = min(low for _, low, _ in rows.values())
    a.check(
        "at each latch and on each day of review it tells them better than chance, an area of 0.5",
        f"lower ends from {least:.2f} on",
        least > 0.5,
    )
    a.say("")
    a.say(
        "At the default latch, 0.001, and at 0.005 the estimate is above 0.8, but so few dogs leave that the interval "
        "reaches below."
    )
    left = runs[(runs["kennel.p_latch"] == 0.02) & (runs["kennel.review_d"] == 60.0) & (runs["left"] == 1)]
    before = left["errors_at_gate"] - left["early_errors"]
    known = before.dropna()
    half = 1.96 * known.std() / np.sqrt(len(known))
    a.check(
        "drift precedes the escape: errors before the gate exceed those of the first two weeks of the same dogs",
        f"{known.mean():+.3f} ± {half:.3f}, n = {len(known)}",
        known.mean() - half > 0,
    )
    ahead = left["lead_d"].notna()
    a.check(
        "most dogs that left had drifted before",
        f"{ahead.mean():.0%} of {len(left)}, in the median {left['lead_d'].median():.0f} days before; "
        f"quartiles {left['lead_d'].quantile(0.25):.0f} and {left['lead_d'].quantile(0.75):.0f}",
        ahead.mean() > 0.7,
    )


def area(some: pd.DataFrame) -> tuple[float, float, float, int]:
    """Area under the receiver operating characteristic of the warning, with a 95 % interval (Hanley and McNeil)."""
    known = some[some["left_later"].notna()]
    yes = known.loc[known["left_later"] == 1, "warning"]
    no = known.loc[known["left_later"] == 0, "warning"]
    n, m = len(yes), len(no)
    auc = float(mannwhitneyu(yes, no).statistic) / (n * m)
    one, two = auc / (2 - auc), 2 * auc * auc / (1 + auc)
    var = (auc * (1 - auc) + (n - 1) * (one - auc * auc) + (m - 1) * (two - auc * auc)) / (n * m)
    half = 1.96 * float(np.sqrt(var))
    return auc, auc - half, auc + half, n


def parts(a: Answer) -> None:
    """What makes it drift?"""
    a.show("drill_errors", "kennel.interest", "baseline")
    a.show("left", "kennel.interest", "baseline")
    both = a.value("left", baseline="none", kennel__interest=0.4)
    still = a.value("left", baseline="learns_nothing", kennel__interest=0.4)
    none = a.value("left", baseline="nothing_to_smell", kennel__interest=0.4)
    a.check("without the scent hardly a dog leaves", cell(none), none["high"] < 0.03)
    a.check(
        "where neither scent nor word changes, fewer leave than where both do",
        f"{cell(still)} against {cell(both)}",
        still["high"] < both["low"],
    )
    rows = a.table("drill_errors", baseline="none").sort_values("kennel.interest")
    a.check(
        "a drill that promises more keeps attention",
        " / ".join(f"{e:.2f}" for e in rows["estimate"]),
        bool(rows["estimate"].is_monotonic_decreasing),
    )


def heed(a: Answer) -> None:
    """What is it worth to act?"""
    a.show("left", "kennel.heed_at", "staff.floor")
    never = a.value("left", kennel__heed_at=1.0, staff__floor=0.6)
    soon = a.value("left", kennel__heed_at=0.3, staff__floor=0.6)
    late = a.value("left", kennel__heed_at=0.7, staff__floor=0.6)
    a.check(
        "a handler who acts on errors of 0.3 loses fewer dogs than one who never does",
        f"{cell(soon)} against {cell(never)}; who waits for 0.7: {cell(late)}",
        soon["high"] < never["low"],
    )
    lax = a.value("left", kennel__heed_at=1.0, staff__floor=0.3)
    watchful = a.value("left", kennel__heed_at=1.0, staff__floor=0.9)
    a.check(
        "staff who stay watchful lose fewer dogs than staff whose watchfulness sinks, where nobody looks at the drill",
        f"{cell(watchful)} where it stays at 0.9, {cell(lax)} where it sinks to 0.3",
        watchful["high"] < lax["low"],
    )
    more = a.results.runs.merge(a.results.points, on="point", suffixes=("", "_"))
    left = more.pivot(index="replicate", columns=["kennel.heed_at", "staff.floor"], values="left").astype(
        float
    )
    apart = paired_difference(left[0.3, 0.6], left[1.0, 0.9], share=True)
    a.check(
        "and do as well as a handler who acts",
        f"{cell(watchful)} against {cell(soon)}, pair by pair "
        f"{apart.estimate:+.3f} [{apart.low:+.3f}, {apart.high:+.3f}]",
        apart.low <= 0,
        why="watching leaves the dog drifting, so that the first latch left open finds it",
    )
    a.say("")
    a.say(
        "Watching bars the way and leaves the dog drifting, so that the first open latch finds it; acting "
        "makes the drill "
        "worth more and has the latch checked twice as well."
    )


def in_short(of: dict[str, Answer]) -> tuple[str, str]:
    """The answer in a few sentences, and what it rests on."""
    free, held = (of["attention_drift"].value("left", dog__lure=x, dog__trust=0.6) for x in (0.0, 0.8))
    none = of["attention_drift_parts"].value("left", baseline="nothing_to_smell", kennel__interest=0.4)
    soon, never = (
        of["attention_drift_heed"].value("left", kennel__heed_at=at, staff__floor=0.6) for at in (0.3, 1.0)
    )
    return (
        "Slowly, and visibly: each scent that pays holds it more and each word that does not holds it less, until "
        f"a latch stands open. In a year {cell(held)} of dogs that a scent holds fast leave, {cell(free)} of those "
        f"it hardly holds, and {cell(none)} where there is nothing to smell. Acting on errors at the drill spares "
        f"it: {cell(soon)} leave instead of {cell(never)}.",
        "on rates at which a scent gains hold and a word loses it, chosen so that some dogs drift and others do "
        "not; nobody has measured such a drift.",
    )


ANSWERS: dict[str, Callable[[Answer], None]] = {
    "attention_drift": drifting,
    "attention_drift_warning": early_warning,
    "attention_drift_parts": parts,
    "attention_drift_heed": heed,
}
OFTEN = {"kennel.p_latch": 0.02}
ABLATIONS = (
    Ablation("the scent", {"kennel.w_lure": 0}, "drill_errors", "dog.lure", (0.1, 0.8)),
    Ablation(
        "the scent gains and loses hold",
        {"kennel.lure_gain": 0, "kennel.lure_loss": 0},
        "hold",
        "kennel.interest",
        (0.2, 0.8),
    ),
    Ablation("the drill changes trust", {"kennel.learns": False}, "trust", "dog.lure", (0.1, 0.8)),
    Ablation("the wind", {"kennel.p_scent": 0}, "drill_errors", "dog.lure", (0.1, 0.8)),
    Ablation("the latch", {"kennel.p_latch": 0}, "left", fixed={"dog.lure": 0.7}),
    Ablation("the fence", {"kennel.fence_m": 0}, "left", "dog.age_y", (3, 11), OFTEN | {"dog.lure": 0.6}),
    Ablation(
        "the place smells of its partner",
        {"kennel.home": 0},
        "left",
        fixed=OFTEN | {"dog.lure": 0.5},
        left=None,
        why="it holds the dog back, and what draws it away is left",
    ),
    Ablation(
        "staff grow used to shut latches", {"staff.floor": 1, "staff.vigilance": 1}, "left", fixed=OFTEN
    ),
    Ablation(
        "acting makes the drill worth more",
        {"kennel.heed_interest": 0},
        "drill_errors",
        fixed={"kennel.heed_at": 0.3, "dog.lure": 0.6},
        left=None,
        why="it holds errors down, and those of a drill worth no more than before are left",
    ),
    Ablation(
        "acting has the latch checked twice",
        {"kennel.heed_checks": False},
        "gates",
        fixed=OFTEN | {"kennel.heed_at": 0.3, "dog.lure": 0.6},
        left=None,
        why="it has gates found shut, and those that are left open are left",
    ),
)

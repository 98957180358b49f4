"""The city: what its experiments answer."""

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pandas as pd
from answer import Ablation, Answer, cell, crossing, interval, within
from scipy.stats import spearmanr

import bondsim as bs

CUE = "kin.p_cue"
PLACES = {"m_100": 100, "m_200": 200, "m_500": 500, "km_1": 1000, "km_2": 2000, "km_3": 3000, "km_4": 4000}
CUE_S = 5.0  # `kin.cue_s`, the time that `kin.p_cue` refers to
PROTOTYPE = {0.0: 0.0, 0.05: 0.01, 0.1: 0.22, 0.2: 0.99, 0.4: 1.0}

FITTED = """`kin.turn_sd_deg` was set to 48 degrees in five seconds, between two of the six values (0.25 to 1.5
rad) tried, so that the threshold lies where an earlier prototype of the same walk had it; nothing fits it to
dogs. `kin.keeps_y` and the relic's strength give the match of 0.3 that the story asks for. What it takes to
catch a dog was set in six rounds (how many settings were tried in them was not counted), so that twelve units
hinder the dog without deciding the run: at first they caught every dog; then units gave chase on foot off the
streets (`patrol.foot_m_s`), dogs ran from them (`kin.shy_m`), and houses hid them (`streets.sight_max_m`);
lower values of `patrol.catch_per_s` were tried and dropped. The flow of traffic on the map and
`streets.p_struck` are judgements. Nothing else was tuned."""


def found_by_cue(a: Answer, **only: object) -> pd.Series:
    """Share that finds the source, by the strength of the cue."""
    return a.table("found", **only).set_index(CUE)["estimate"].sort_index()


def at_share(found: pd.Series, share: float) -> float:
    """Strength of the cue at which a share finds the source, between the levels run; NaN where none reaches it."""
    for (p, low), (q, high) in pairwise(found.items()):
        if low < share <= high:
            return float(p + (q - p) * (share - low) / (high - low))
    return math.nan


def advance(p: float, turn_deg: float) -> float:
    """Mean advance towards the source, as a share of the path: E cos(cue error) p / (1 - (1 - p) E cos(turn))."""
    keys = bs.parameters("city_escape").set_index("key")["default"]
    kept = math.exp(-(math.radians(turn_deg) ** 2) / 2)
    aim = math.exp(-(math.radians(float(keys["kin.cue_sd_deg"])) ** 2) / 2)
    return aim * p / (1 - (1 - p) * kept)


def closed_form(
    turn_deg: float, metres: float = 4000.0, seconds: float = 3600.0, speed_m_s: float = 3.87
) -> float:
    """Strength of the cue at which the mean advance in an hour is the distance."""
    levels = np.linspace(0.001, 0.999, 999)
    reached = [p for p in levels if advance(float(p), turn_deg) * speed_m_s * seconds >= metres]
    return float(reached[0]) if reached else math.nan


def strength(a: Answer) -> None:
    """How strong must the cue be?"""
    a.show("found", CUE, "unit.count")
    for outcome in ("found_s", "straightness", "path_m", "near_misses", "caught"):
        a.show(outcome, CUE, "unit.count")
    alone = found_by_cue(a, unit__count=0)
    followed = found_by_cue(a, unit__count=12)
    middle, low, high = (at_share(alone, s) for s in (0.5, 0.1, 0.9))
    a.check(
        "without anybody after it, the share that finds the source within the hour rises with the cue",
        f"Spearman {spearmanr(alone.index, alone).statistic:.3f}",
        spearmanr(alone.index, alone).statistic >= 0.9,
    )
    a.check(
        "the threshold, where half find it, lies between 0.03 and 0.2",
        f"{middle:.3f}; a tenth find it at {low:.3f}, nine tenths at {high:.3f}",
        0.03 < middle < 0.2,
    )
    a.check(
        "it is sharp: from a tenth to nine tenths within a factor of three",
        f"a factor of {high / low:.1f}",
        high / low < 3,
    )
    a.check(
        "no share is further than 0.15 from that of the prototype, which had neither streets, lake nor police",
        "; ".join(f"{p:g}: {alone[p]:.2f} against {known:.2f}" for p, known in PROTOTYPE.items()),
        all(abs(alone[p] - known) <= 0.15 for p, known in PROTOTYPE.items()),
    )
    a.check(
        "with twelve units after it the threshold lies higher, and fewer find it at every cue above it",
        f"half at {at_share(followed, 0.5):.3f} instead of {middle:.3f}",
        at_share(followed, 0.5) > middle and bool((followed[0.1:] < alone[0.1:]).all()),
    )
    straight = a.table("straightness", unit__count=0).set_index(CUE)["estimate"].sort_index()
    a.check(
        "the path is the straighter the more cues there are",
        " / ".join(f"{s:.2f}" for s in straight),
        bool(straight.is_monotonic_increasing),
    )
    every = {s: CUE_S / p for s, p in ((0.1, low), (0.5, middle), (0.9, high))}
    a.conclude(
        f"With a cue once in {every[0.5]:.0f} s on average half of the dogs get there, with one in {every[0.9]:.0f} s "
        f"nine in ten, with one in {every[0.1]:.0f} s one in ten: it is a threshold, not a gradient, for what counts "
        "is whether the mean advance covers the distance in the hour. No dog is known to get any cue at this range; "
        "that it gets one is the assumption, and this is what it would have to be."
    )


def turning(a: Answer) -> None:
    """How far does it rest on the walk?"""
    a.show("found", CUE, "kin.turn_sd_deg")
    turns = sorted(a.results.points["kin.turn_sd_deg"].unique())
    middles = [at_share(found_by_cue(a, kin__turn_sd_deg=t), 0.5) for t in turns]
    forms = [closed_form(t) for t in turns]
    a.check(
        "the more a dog turns between cues, the higher the threshold",
        "; ".join(f"{t:g} deg: {m:.3f}" for t, m in zip(turns, middles, strict=True)),
        all(x < y for x, y in pairwise(m for m in middles if not math.isnan(m))),
    )
    pairs = [(m, f) for m, f in zip(middles, forms, strict=True) if not math.isnan(m)]
    a.check(
        "the closed form of the walk, mean advance times speed equal to distance, tells the threshold within 0.04",
        "; ".join(f"{m:.3f} against {f:.3f}" for m, f in pairs),
        all(abs(m - f) <= 0.04 for m, f in pairs),
    )
    a.say("")
    known = [m for m in middles if not math.isnan(m)]
    is_low = all(f < m for m, f in pairs)
    a.say(
        "So the answer in cues a minute rests on a number that nobody has measured, how straight a dog runs without a "
        f"scent: between {turns[0]:g} and {turns[-1]:g} degrees in five seconds the threshold moves by a factor of "
        f"{known[-1] / known[0]:.0f}."
        + (" The closed form lies low throughout: it knows no lake, hedges or kerbs." if is_low else "")
    )


def distance(a: Answer) -> None:
    """How does distance count?"""
    a.show("found", CUE, "source_distance")
    a.show("found_s", CUE, "source_distance")
    order = [d for d in PLACES if d in set(a.results.points["source_distance"])]
    for p in (0.02, 0.05, 0.1, 0.2):
        found = a.table("found", kin__p_cue=p).set_index("source_distance")["estimate"].reindex(order)
        rise = max(float(y - x) for x, y in pairwise(found))
        a.check(
            f"at a cue of {p:g} a source further off is found no more often (0.03 is allowed for chance)",
            " / ".join(f"{d} {v:.2f}" for d, v in found.items()),
            rise <= 0.03,
        )


def evidence(a: Answer) -> None:
    """What do the published ranges leave?"""
    for preset in ("story", "evidence"):
        a.show("found", "source_distance", "baseline", preset=preset)
    a.show("nearest_m", "source_distance", "baseline", preset="evidence")
    for d in ("km_1", "km_2", "km_3", "km_4"):
        true = a.value("found", preset="evidence", baseline="none", source_distance=d)
        control = a.value("found", preset="evidence", baseline="shuffled_scent", source_distance=d)
        a.check(
            f"by the evidence a source at {PLACES[d]:,} m is found not clearly more often than with shuffled cues",
            f"{cell(true)} against {cell(control)}",
            bool(true["low"] <= control["high"]),
        )
    for d in ("m_100", "m_200", "m_500"):
        true = a.value("found", preset="evidence", baseline="none", source_distance=d)
        control = a.value("found", preset="evidence", baseline="shuffled_scent", source_distance=d)
        a.check(
            f"at {PLACES[d]} m the nose finds it more often than chance",
            f"{cell(true)} against {cell(control)}",
            bool(true["low"] > control["high"]),
        )
    runs = a.results.runs.merge(a.results.points, on="point", suffixes=("", "_"))
    far = runs[(runs["preset"] == "evidence") & (runs["baseline"] == "none") & (runs["nearest_m"] > 100)]
    a.check(
        "the scent plays no part in a run that never came within 100 m of the source",
        f"{far['cues'].sum():.0f} cues in {len(far)} such runs",
        far["cues"].sum() == 0,
    )
    true = a.value("found", preset="story", baseline="none", source_distance="km_4")
    control = a.value("found", preset="story", baseline="shuffled_scent", source_distance="km_4")
    a.check(
        "under the story preset it is where the cues point that finds it, not that there are cues",
        f"at 4 km {cell(true)} against {cell(control)} with shuffled cues",
        bool(true["low"] > control["high"] + 0.5),
    )
    plain = {
        d: cell(a.value("found", preset="evidence", baseline="none", source_distance=d))
        for d in ("m_100", "km_1", "km_4")
    }
    a.conclude(
        "What is published supports a memory for the scent of kin, not a range of kilometres, and no memory of a "
        "sire that was never met. With a plume of a hundred metres a dog that roams finds the child from 100 m in "
        f"{plain['m_100']} of runs, from 1 km in {plain['km_1']}, from 4 km in {plain['km_4']}, the last two not "
        "clearly more often than with shuffled cues."
    )


def staff(a: Answer) -> None:
    """What does the search by the police change?"""
    for p in (0.1, 0.2):
        a.show("found", "kin.notice_s", "unit.count", kin__p_cue=p)
        a.show("caught", "kin.notice_s", "unit.count", kin__p_cue=p)
    for notice in (60.0, 600.0, 1800.0):
        found = a.table("found", kin__notice_s=notice, kin__p_cue=0.2).set_index("unit.count")["estimate"]
        caught = a.table("caught", kin__notice_s=notice, kin__p_cue=0.2).set_index("unit.count")["estimate"]
        a.check(
            f"noticed after {notice:g} s, more units mean fewer dogs that get there and more that are caught",
            "found "
            + " / ".join(f"{v:.2f}" for v in found.sort_index())
            + "; caught "
            + " / ".join(f"{v:.2f}" for v in caught.sort_index()),
            bool(found.sort_index().is_monotonic_decreasing and caught.sort_index().is_monotonic_increasing),
        )
    late = a.results.contrast("found", "kin.notice_s", 60, 1800)
    a.check(
        "a later alarm lets more of them get there", f"1800 s against 60 s: {interval(late)}", late.low > 0
    )
    units = a.results.points["unit.count"]
    turned = []
    for p, notice in ((0.2, 60.0), (0.1, 600.0)):
        few, many = (
            {
                o: a.value(o, kin__notice_s=notice, kin__p_cue=p, unit__count=n)["estimate"]
                for o in ("found", "caught")
            }
            for n in (units.min(), units.max())
        )
        lost, caught_more = few["found"] - many["found"], many["caught"] - few["caught"]
        turned.append(
            a.check(
                f"at a cue of {p:g}, noticed after {notice:g} s, more dogs are kept from getting there than are caught",
                f"{lost:.2f} fewer get there, {caught_more:.2f} more are caught",
                lost > caught_more,
                why="the two differ by less than their intervals; whether those caught would have got there otherwise "
                "was not looked into",
            )
        )
    a.conclude(
        "Where units change most they mostly turn the dog: each time it runs from one it loses the way and some of "
        "the hour.",
        turned[0],
    )


def streets(a: Answer) -> None:
    """Do warnings help?"""
    for outcome in ("near_misses", "struck", "people_met", "held_back_s", "reports", "caught", "found"):
        a.show(outcome, "streets.scale", "patrol.loudspeakers")
    for outcome, words in (
        ("near_misses", "near misses with vehicles"),
        ("struck", "blows by vehicles"),
        ("people_met", "people met in the street"),
        ("held_back_s", "seconds waited at kerbs"),
    ):
        less = a.results.contrast(outcome, "patrol.loudspeakers", False, True)
        a.check(f"with loudspeakers there are fewer {words}", f"{interval(less)}", less.high < 0)
    reports = a.results.contrast("reports", "patrol.loudspeakers", False, True)
    a.check(
        "they have a price: people who went indoors report the dog less often",
        interval(reports),
        reports.high < 0,
    )


def gate(a: Answer) -> None:
    """Which dogs leave?"""
    for p in (0.0, 0.2):
        a.show("left", "dog.trust", "kin.notice_s", kin__p_cue=p, baseline="none")
    a.show("left", "dog.trust", "kin.notice_s", kin__p_cue=0.2, baseline="obedient_dog")
    for key, sign, words in (
        ("dog.trust", -1, "a dog that trusts orders more leaves less often"),
        ("kin.notice_s", 1, "a later look by the staff lets more of them leave"),
        (CUE, 1, "a scent on the air lets more of them leave"),
    ):
        levels = sorted(a.results.points[key].unique())
        change = a.results.contrast("left", key, levels[0], levels[-1])
        a.check(
            words,
            f"{levels[-1]:g} against {levels[0]:g}: {interval(change)}",
            sign * change.estimate > 0 and (change.low > 0 or change.high < 0),
        )
    less = a.results.contrast("left", "baseline", "none", "obedient_dog")
    a.check("a dog that heeds nothing but orders leaves less often", interval(less), less.high < 0)


def baselines(a: Answer) -> None:
    """Beside no dog, an obedient one, a shuffled bond."""
    for outcome in ("left", "found"):
        a.show(outcome, "baseline", "dog.bond")
    a.shuffled("left")


def in_short(of: dict[str, Answer]) -> tuple[str, str]:
    """The answer in a few sentences, and what it rests on."""
    rows = of["city_escape"].table("found", unit__count=0)
    half, tenth, most = (
        within(*(CUE_S / p for p in (at, high, low)), 0)
        for at, low, high in (crossing(rows, CUE, share) for share in (0.5, 0.1, 0.9))
    )
    near, far = (
        of["city_escape_evidence"].value("found", preset="evidence", baseline="none", source_distance=d)
        for d in ("m_100", "km_4")
    )
    return (
        f"As strong as a cue once in {half} s: then half of the dogs reach the source within the "
        f"hour, and it is a threshold (one in ten at a cue in {tenth} s, nine in ten at one in "
        f"{most} s). By what is published no scent carries that far: from 100 m a dog finds the source "
        f"in {cell(near)} of runs, from 4 km in {cell(far)}.",
        "on how straight a dog runs without a scent, which moves the threshold by a factor of nine and was set so "
        "that it lies where a prototype had it.",
    )


ANSWERS: dict[str, Callable[[Answer], None]] = {
    "city_escape": strength,
    "city_escape_turning": turning,
    "city_escape_distance": distance,
    "city_escape_evidence": evidence,
    "city_escape_staff": staff,
    "city_escape_streets": streets,
    "city_escape_gate": gate,
    "city_escape_baselines": baselines,
}

SEARCH = {"start": "at_large", "unit.count": 0}
PATROL = {"start": "at_large", "source_distance": "km_3"}
GATE = {"unit.count": 0, "source_distance": "m_500"}
ABLATIONS = (
    Ablation("cues from afar", {"kin.p_cue": 0}, "found", fixed=SEARCH, replicates=200),
    Ablation("the relic and its match", {"child.relic_strength": 0}, "found", fixed=SEARCH, replicates=200),
    Ablation(
        "the plume near the source",
        {"kin.near_m": 0},
        "found",
        "baseline",
        ("shuffled_scent", "none"),
        SEARCH | {"preset": "evidence", "source_distance": "m_100"},
        200,
    ),
    Ablation(
        "likeness in place of acquaintance",
        {"kin.phenotype_match": 1},
        "found",
        "dog.kin_familiar",
        (False, True),
        SEARCH | {"kin.p_cue": 0.12},
        400,
    ),
    Ablation("the weight of a scent at the gate", {"dog.w_kin": 0}, "left", CUE, (0, 0.4), GATE, 400),
    Ablation(
        "the order to stay",
        {"kin.told_to_stay": False},
        "left",
        "dog.trust",
        (0.3, 0.9),
        GATE | {"kin.notice_s": 30},
        400,
    ),
    Ablation("the fence", {"kin.fence_m": 0}, "left", "dog.age_y", (3, 10), GATE | {"kin.p_cue": 0}, 400),
    Ablation("units that catch", {"patrol.catch_per_s": 0}, "caught", "unit.count", (0, 12), PATROL, 200),
    Ablation(  # as units that cannot catch it
        "running from units",
        {"kin.shy_m": 0},
        "straightness",
        "unit.count",
        (0, 12),
        PATROL | {"patrol.catch_per_s": 0},
        200,
    ),
    Ablation(
        "loudspeakers that are heeded",
        {"streets.clears": 0},
        "near_misses",
        "patrol.loudspeakers",
        (False, True),
        PATROL,
        400,
    ),
    Ablation(
        "stopping at kerbs",
        {"streets.gap_s": 0},
        "held_back_s",
        "dog.boldness",
        (0.9, 0.1),
        SEARCH | {"source_distance": "km_3"},
        400,
    ),
    Ablation(
        "vehicles that strike",
        {"streets.p_struck": 0},
        "struck",
        "streets.scale",
        (0, 3),
        SEARCH | {"source_distance": "km_3"},
        400,
    ),
)

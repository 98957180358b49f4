"""A trail into the woods: what its experiments answer."""

from itertools import pairwise

import numpy as np
from answer import Ablation, Answer, cell, interval, within
from scipy.stats import spearmanr

from bondsim.parameter.laws import SenseParameters
from bondsim.parameter.scent import ScentParameters
from bondsim.rules.maths import normal_cdf
from bondsim.rules.scent import nose_after, nose_loss, p_tells_way, plume_signal
from bondsim.rules.sense import evidence_after, evidence_gain, evidence_kept, p_detect, sensitivity

TRUST = "handler.trust"
AGE = "suspect.head_start_s"
SKILL = "dog.skill_trail"

WEAK_ODOUR = (
    2.3  # sd above the criterion, where a rested dog hits .99: a literal of this page, no key of the model
)
BY_FORMULA = (
    f"closed form; that a rested dog smells it {WEAK_ODOUR:g} sd above its criterion is this page's, no key's"
)

FITTED = """How strong trails are, how fast they fade and what skill adds (`scent.trail_strength`,
`trail_ageing`, `trail_skill`), the band and the loops in which a dog works (`trail_width_m`, `cast_spacing_m`,
`misled_deg`): nine settings of a prototype were tried with T4 and the success up to four hours in view. The
strength of a fresh trail was then raised once, from 3.3 to 3.7, since a dog that reads its handler's cues
starts out more aroused than the prototype's and smells the less for it. The nose was fitted to the figures of
T1 among a dozen forms, and misses that of the walk; the prints that tell the way are fitted to T3. That a
handler goes low for what he believes, and for how long he remembers a sign (`scent.remember_s`), was changed
once, after a first form in which he forgot within half a minute and the freeze bought nothing; what cover
promises him (`perimeter.cover_gain`) was halved so that he does not lie there for good. The shares of flight,
hiding and ambush were set once."""


def freeze(a: Answer) -> None:
    """What does the freeze buy?"""
    for outcome in ("handler_hit", "freeze_m", "warning_s", "arrested"):
        a.show(outcome, TRUST, "wind")
    changes = {
        wind: a.results.contrast("handler_hit", TRUST, 0.01, 0.99, at={"wind": wind})
        for wind in ("headwind", "crosswind", "tailwind")
    }
    gains = {wind: -change.estimate for wind, change in changes.items()}
    rows = a.table("handler_hit", wind="headwind").sort_values(TRUST)
    rank = spearmanr(rows[TRUST], rows["estimate"]).statistic
    level = a.results.contrast("handler_hit", TRUST, 0.6, 0.99, at={"wind": "headwind"})
    covers = {x: cell(a.value("covers", wind="headwind", handler__trust=x)) for x in (0.4, 0.6)}
    spares = a.check(
        "with the wind from ahead, a handler who trusts the dog is hit less often",
        f"full trust less none: {interval(changes['headwind'])}",
        changes["headwind"].high < 0,
    )
    a.check(
        "and the less often the more he trusts it, step by step",
        f"Spearman {rank:.2f}; {' / '.join(f'{e:.2f}' for e in rows['estimate'])}",
        rank <= -0.9,
        why="it falls up to a trust of 0.6 and then no further: from there he goes low for nearly every sign that he "
        f"reads ({covers[0.4]} times at 0.4, {covers[0.6]} at 0.6), and the last three shares do not differ "
        f"({interval(level)} from 0.6 to 0.99)",
    )
    a.check(
        "in an ambush down the wind at least half of the benefit is lost",
        "benefit {headwind:.3f} up the wind, {tailwind:.3f} down it, {crosswind:.3f} across".format(**gains),
        gains["tailwind"] <= 0.5 * gains["headwind"],
    )
    a.check(
        "as it is in an ambush across the wind",
        "{crosswind:.3f} against {headwind:.3f}".format(**gains),
        gains["crosswind"] <= 0.5 * gains["headwind"],
    )
    ahead, behind = (a.value("freeze_m", wind=w, handler__trust=0.99) for w in ("headwind", "tailwind"))
    further = a.check(
        "with the wind from ahead the dog points from further off than with the wind behind it",
        f"{cell(ahead)} m against {cell(behind)} m at full trust",
        ahead["low"] > behind["high"],
    )
    price = a.results.contrast("arrested", TRUST, 0.01, 0.99, at={"wind": "headwind"})
    dear = a.check("it is paid for in arrests", f"full trust less none: {interval(price)}", price.high < 0)
    a.conclude(
        "So the early freeze buys distance: a handler who reads it and believes it comes on low and slow, and a "
        "suspect who is not pressed has time to go.",
        spares and further and dear,
    )


def nothing(a: Answer) -> None:
    """When is it worth nothing?"""
    a.show_list(
        ["handler_hit", "warned", "covers", "arrested"], ["handler.skill_read", "baseline", "dog.bond"]
    )
    unread = a.results.contrast(
        "handler_hit", "baseline", "no_alarm", "none", at={"handler.skill_read": 0, "dog.bond": 0.9}
    )
    read = a.results.contrast(
        "handler_hit", "baseline", "no_alarm", "none", at={"handler.skill_read": 1, "dog.bond": 0.9}
    )
    a.check("read and trusted, the warning spares hits", interval(read), read.high < 0)
    a.check("not read at all, it spares none", interval(unread), unread.low <= 0 <= unread.high)
    bonded = a.value("handler_hit", handler__skill_read=1, baseline="none", dog__bond=0.9)
    loose = a.value("handler_hit", handler__skill_read=1, baseline="none", dog__bond=0.0)
    a.check(
        "a dog without a bond spares fewer hits: it does not stop to show what it smells",
        f"{cell(loose)} against {cell(bonded)}",
        loose["estimate"] > bonded["estimate"],
    )
    a.say("")


def trail(a: Answer) -> None:
    """How old may a trail be?"""
    a.show("tracked", AGE, SKILL)
    a.show("losses", AGE, SKILL)
    a.show("wrong_ways", AGE, SKILL)
    able = a.table("tracked", dog__skill_trail=0.8).sort_values(AGE)
    young = able[able[AGE] <= 4 * 3600]
    worst = young.loc[young["estimate"].idxmin()]
    a.check("a certified dog succeeds in nine of ten up to four hours", cell(worst), worst["estimate"] >= 0.9)
    rises = max(y - x for x, y in pairwise(able["estimate"]))
    a.check("success falls with age, with no rise above 0.03", f"largest rise {rises:.3f}", rises <= 0.03)
    veteran = a.value("tracked", dog__skill_trail=0.95, suspect__head_start_s=172800.0)
    novice = a.value("tracked", dog__skill_trail=0.3, suspect__head_start_s=172800.0)
    a.check(
        "at 48 hours a veteran succeeds in at least 0.3 more than a novice",
        f"{cell(veteran)} against {cell(novice)}",
        veteran["estimate"] - novice["estimate"] >= 0.3,
    )
    met = veteran["estimate"] >= 0.6 and novice["estimate"] <= 0.3
    here = f"veteran {cell(veteran)}, novice {cell(novice)}"
    a.target(
        "T4",
        "trails of 48 hours followed",
        "veteran high (0.6 or more), novice 0.3 or less",
        here,
        met,
        "fit",
    )
    prints = [p_tells_way(n, 1200.0, ScentParameters()) for n in (3, 4, 5)]
    here = "3, 4, 5 prints tell it to {:.2f}, {:.2f}, {:.2f} of dogs (closed form)".format(*prints)
    a.target("T3", "prints that tell the way", "5 do, 3 do not", here, prints[0] < 0.5 < prints[2], "fit")
    a.say("")


def nose(a: Answer) -> None:
    """What does a tired nose cost?"""
    keys = ["dog.nose_start", "dog.arousal", "dog.shifts_together"]
    a.show_list(["tracked", "losses", "deploy_s", "false_starts"], keys)
    rested = a.table("tracked", dog__arousal=0.4, dog__shifts_together=0).sort_values("dog.nose_start")
    rises = max(y - x for x, y in pairwise(rested["estimate"]))
    a.check(
        "success falls with nose fatigue at the start",
        f"{cell(rested.iloc[0])} rested, {cell(rested.iloc[-1])} at {rested['dog.nose_start'].iloc[-1]:g}",
        rises <= 0.03 and rested["estimate"].iloc[-1] < rested["estimate"].iloc[0],
    )
    calm, best, high = (
        a.value("losses", dog__nose_start=0, dog__arousal=x, dog__shifts_together=0) for x in (0.1, 0.5, 0.95)
    )
    a.check(
        "a dog at its best arousal loses the trail less often than a dull or a wild one",
        f"losses {cell(calm)} at 0.1, {cell(best)} at 0.5, {cell(high)} at 0.95",
        best["estimate"] < min(calm["estimate"], high["estimate"]),
    )
    slow, quick = (
        a.value("deploy_s", dog__nose_start=0, dog__arousal=0.4, dog__shifts_together=n) for n in (0, 600)
    )
    a.check(
        "a dog that reads its handler's cues is at work sooner",
        f"{slow['estimate']:.1f} s without shifts together, {quick['estimate']:.1f} s after 600",
        quick["estimate"] < slow["estimate"],
    )
    p = ScentParameters()

    def hits(minutes: float, effort: float) -> float:
        return normal_cdf(WEAK_ODOUR - nose_loss(nose_after(0.0, effort, 0.0, 15.0, 60.0 * minutes, p), p))

    mean = sum(hits(m, 1.0) for m in range(31)) / 31
    trotting = hits(10, 1.0) >= 0.9 and hits(20, 1.0) <= 0.1 and mean <= 0.55
    met = trotting and abs(hits(30, 0.5) - 0.87) <= 0.1
    trot = f"{mean:.2f} over 30 min, {hits(10, 1.0):.2f} at 10, {hits(20, 1.0):.2f} at 20"
    here = f"walk {hits(30, 0.5):.2f}; trot {trot} ({BY_FORMULA})"
    a.target(
        "T1",
        "hits on a weak odour",
        "walk 0.87; trot below 0.45, 1.0 at 10 and 0 at 20 min; all ± 0.10",
        here,
        met,
        "fit",
        why="one loss that grows with the fourth power of fatigue, so that a trot's nose fails between 10 and 20 min, "
        "leaves that of a walk nearly rested",
    )
    here = f"{hits(91, 0.5):.2f} at 91 min, {hits(120, 0.5):.2f} at 120 ({BY_FORMULA})"
    a.target(
        "T2", "hits in moderate work", "no decline in 91 to 120 min", here, hits(120, 0.5) >= 0.8, "hold-out"
    )
    widths = np.array([sweep_width(seed=seed) for seed in range(1, 7)])
    width, half = (
        float(widths.mean()),
        float(2.57 * widths.std(ddof=1) / np.sqrt(len(widths))),
    )  # t, 5 degrees
    here = f"{within(width, width - half, width + half, 0)} m"
    a.target(
        "T5", "width swept in an air-scent search", "95 m (44 to 145)", here, 44 <= width <= 145, "hold-out"
    )
    a.say("")


def sweep_width(n: int = 300, seed: int = 1) -> float:
    """Effective sweep width of a dog that quarters across the wind, m: the area under its lateral range curve."""
    p, s, rng = ScentParameters(), SenseParameters(), np.random.default_rng(seed)
    hit, miss, kept = evidence_gain(1, 1.0, s), evidence_gain(0, 1.0, s), evidence_kept(1.0, s)

    def detects(off_m: float) -> bool:
        evidence = s.floor
        for x in np.arange(-100.0, 100.0, 1.3):
            d = sensitivity(plume_signal(off_m, float(x), 2.0, p), 0.5, 0.5, 1.0, s)
            gain = hit if rng.random() < p_detect(d, s.criterion, 1.0) else miss
            evidence = evidence_after(evidence, kept, gain, s)
            if evidence > p.wind_follow:
                return True
        return False

    by_chance = np.mean([detects(-1000.0) for _ in range(n)])
    seen = np.array([np.mean([detects(off) for _ in range(n // 5)]) for off in np.arange(-20.0, 141.0, 10.0)])
    return float(10.0 * np.clip((seen - by_chance) / (1.0 - by_chance), 0.0, 1.0).sum())


def cordon(a: Answer) -> None:
    """How many units?"""
    a.show("escaped", "unit.count", "baseline")
    a.show("held_at_cordon", "unit.count", "baseline")
    rows = a.table("escaped", baseline="no_dog").sort_values("unit.count")
    share = dict(zip(rows["unit.count"], rows["estimate"], strict=True))
    first, last = (share[0] - share[4]) / 4, (share[4] - share[8]) / 4
    a.check(
        "escape falls with units, the first ones counting most",
        f"by {first:.3f} a unit up to 4, by {last:.3f} a unit from 4 to 8",
        first > last >= -0.01,
    )
    led = {n: a.value("escaped", unit__count=n, baseline="none")["estimate"] for n in (6, 8)}
    a.check(
        "it saturates where a dog follows",
        f"{led[6]:.3f} with 6 units, {led[8]:.3f} with 8; without a dog {share[6]:.3f} and {share[8]:.3f}",
        led[6] - led[8] < 0.1,
    )
    held = a.value("held_at_cordon", unit__count=8, baseline="no_dog")["estimate"]
    a.say("")
    a.say(
        f"With 8 units and no dog {share[8]:.2f} escape and {held:.2f} are held at the cordon, the others neither."
    )


def pressure(a: Answer) -> None:
    """Does the pursuit make the ambush?"""
    a.show("ambushed", "suspect.boldness", "perimeter.press_m")
    a.show("handler_hit", "suspect.boldness", "perimeter.press_m")
    for bold in (0.7, 0.9):
        change = a.results.contrast("ambushed", "perimeter.press_m", 0, 60, at={"suspect.boldness": bold})
        a.check(
            f"at boldness {bold:g}, being pressed makes him lie in wait", interval(change), change.low > 0.3
        )
    timid, bold_ = (a.value("ambushed", suspect__boldness=b, perimeter__press_m=60) for b in (0.1, 0.9))
    a.check(
        "the bolder he is, the more",
        f"{cell(timid)} at boldness 0.1, {cell(bold_)} at 0.9",
        bold_["low"] > timid["high"],
    )
    a.say("")


def baselines(a: Answer) -> None:
    """Beside no dog, an obedient one, a shuffled bond."""
    for outcome in ("handler_hit", "warned", "arrested"):
        a.show(outcome, "baseline", "dog.bond")
    a.shuffled("handler_hit")


def in_short(of: dict[str, Answer]) -> tuple[str, str]:
    """The answer in a few sentences, and what it rests on."""
    wind = {
        w: of["woods_ambush"].results.contrast("handler_hit", TRUST, 0.01, 0.99, at={"wind": w})
        for w in ("headwind", "tailwind")
    }
    unread = of["woods_ambush_nothing"].results.contrast(
        "handler_hit", "baseline", "no_alarm", "none", at={"handler.skill_read": 0, "dog.bond": 0.9}
    )
    return (
        "It spares hits where three things come together: wind from ahead, a handler who reads the sign, and one "
        "who believes it. Full trust against none then changes the share of handlers hit by "
        f"{interval(wind['headwind'])}; with the wind from behind by {interval(wind['tailwind'])}, and a freeze "
        f"that nobody can read changes it by {interval(unread)}. It is paid for in arrests, since a suspect who is "
        "not pressed has time to go.",
        "on trails, noses and cordons fitted to a few published figures, and on shares of flight, hiding and "
        "ambush that were set once, by judgement.",
    )


ANSWERS = {
    "woods_ambush": freeze,
    "woods_ambush_nothing": nothing,
    "woods_ambush_trail": trail,
    "woods_ambush_nose": nose,
    "woods_ambush_cordon": cordon,
    "woods_ambush_pressure": pressure,
    "woods_ambush_baselines": baselines,
}

AHEAD = {"wind": "headwind", "handler.skill_read": 1}
ABLATIONS = (
    Ablation(
        "reading the dog",
        {"handler.skill_read": 0},
        "handler_hit",
        TRUST,
        (0.01, 0.99),
        {"wind": "headwind"},
        400,
    ),
    Ablation("the plume", {"scent.plume_10m": 0}, "handler_hit", TRUST, (0.01, 0.99), AHEAD, 400),
    Ablation(
        "ageing of the trail",
        {"scent.trail_ageing": 0},
        "tracked",
        AGE,
        (900.0, 172800.0),
        {"baseline": "no_alarm"},
        200,
    ),
    Ablation(
        "nose fatigue",
        {"scent.nose_loss": 0},
        "losses",
        "dog.nose_start",
        (0, 0.6),
        {"baseline": "no_alarm"},
        200,
    ),
    Ablation(
        "the cordon",
        {"perimeter.leak": 1, "perimeter.cordon_feared": 0},
        "escaped",
        "unit.count",
        (0, 8),
        {"baseline": "no_dog"},
        400,
    ),
    Ablation(
        "casting about for a lost trail",
        {"scent.cast_s": 1},
        "tracked",
        fixed={"baseline": "no_alarm"},
        replicates=200,
    ),
    Ablation("pressure", {"perimeter.press_m": 0}, "ambushed", "suspect.boldness", (0.1, 0.9), None, 200),
)

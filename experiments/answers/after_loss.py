"""After the death of a dog: what its experiments answer."""

from collections.abc import Callable

import numpy as np
from answer import Ablation, Answer, cell
from scipy.optimize import curve_fit

import bondsim as bs

RATE = "mourning.contagion_rate"

FITTED = """Nothing was fitted. The form of the swing is published for widows; its period, damping and sizes are
assumptions, and so is every rate of sorrow, meaning and memory. Orders and directions can be read from these figures,
and no size."""


def swing(
    t: np.ndarray, size: float, damping: float, period: float, phase: float, level: float, drift: float
) -> np.ndarray:
    """A damped oscillation about a level that drifts."""
    return level + drift * t + size * np.exp(-damping * t) * np.cos(2 * np.pi * t / period + phase)


def oscillation(settings: dict[str, object]) -> tuple[float, float, float]:
    """Period of the swing fitted to 90 days of well-being, the share of variance it explains, and the mean."""
    run = bs.simulate(
        "after_loss", seed=20261331, set={"colleague.count": 2, "second_dog.day": 36500, **settings}
    )
    days = run.series[run.series["agent"] == "handler"]["wellbeing"].to_numpy()[:90]
    t = np.arange(len(days), dtype=float)
    found, _ = curve_fit(swing, t, days, p0=(0.8, 0.03, 30, 1.5, -0.1, 0), maxfev=20000)
    rest = days - swing(t, *found)
    return float(found[2]), 1 - float(rest.var() / days.var()), float(days.mean())


def support(a: Answer) -> None:
    """Support and a rite."""
    a.show("below_d", "handler.support", "mourning.ritual")
    a.show("up_d", "handler.support", "mourning.ritual")
    a.show("grief_d", "handler.support", "mourning.ritual")
    for rite in (0, 0.3):
        rows = a.table("below_d", mourning__ritual=rite).sort_values("handler.support")
        a.check(
            f"the more support the fewer days below what it was ({'with' if rite else 'without'} a rite)",
            " / ".join(f"{e:.1f}" for e in rows["estimate"]),
            bool(rows["estimate"].is_monotonic_decreasing and rows["high"].iloc[-1] < rows["low"].iloc[0]),
        )
    rows = a.table("grief_d", handler__support=0.5).sort_values("mourning.ritual")
    a.check(
        "a rite shortens grief itself, since it makes the loss true",
        " / ".join(cell(r) for _, r in rows.iterrows()),
        bool(rows["high"].iloc[1] < rows["low"].iloc[0]),
    )
    low, high = oscillation({"handler.support": 0}), oscillation({"handler.support": 1})
    a.check(
        "support shifts the mean of well-being and leaves the period of its swing",
        f"mean {low[2]:+.2f} and {high[2]:+.2f}, period {low[0]:.1f} and {high[0]:.1f} days without and "
        "with full support",
        high[2] > low[2] + 0.05 and abs(high[0] - low[0]) < 1.5,
    )
    a.target(
        "T24",
        "daily well-being after a loss is a damped oscillation (form only)",
        "R2 = .77 over three months, 19 widows",
        f"R2 = {low[1]:.2f} of a damped oscillation fitted to 90 days without day-to-day noise",
        low[1] > 0.77,
        "consistency",
    )


def second(a: Answer) -> None:
    """Another dog."""
    a.show_list(
        ["grief_then", "bond_90", "dog_bond_90", "below_d"], ["second_dog.day", "mourning.new_dog_loss"]
    )
    early, later = (a.value("bond_90", second_dog__day=d, mourning__new_dog_loss=0.8) for d in (7, 90))
    a.check(
        "assigned in deep grief, another dog is less bonded with 90 days on",
        f"{cell(early)} after a week, {cell(later)} after three months",
        early["high"] < later["low"],
    )
    early, later = (a.value("bond_90", second_dog__day=d, mourning__new_dog_loss=0) for d in (7, 90))
    a.check(
        "and not where grief takes nothing from the answer to it",
        f"{cell(early)} and {cell(later)}",
        abs(early["estimate"] - later["estimate"]) < 0.02,
    )
    rows = a.table("below_d", mourning__new_dog_loss=0.8).sort_values("second_dog.day")
    a.say("")
    a.say(
        "For the handler's own days it matters less: "
        + "; ".join(
            f"day {d:g}: {e:.0f}" for d, e in zip(rows["second_dog.day"], rows["estimate"], strict=True)
        )
        + " days' worth below what they were."
    )


def unit(a: Answer) -> None:
    """The unit and the memory."""
    a.show("unit_sorrow_d", RATE, "mourning.amplification")
    a.show("touched", RATE, "mourning.amplification")
    for amplification in (0.3, 0.6):
        rows = a.table("unit_sorrow_d", mourning__amplification=amplification).sort_values(RATE)
        a.check(
            f"sorrow runs further the faster it passes (amplification {amplification:g})",
            " / ".join(f"{e:.1f}" for e in rows["estimate"]),
            bool(rows["estimate"].is_monotonic_increasing and rows["low"].iloc[-1] > rows["high"].iloc[0]),
        )
    flat, steep = (
        a.value("unit_sorrow_d", mourning__amplification=x, mourning__contagion_rate=0.3)["estimate"]
        - a.value("unit_sorrow_d", mourning__amplification=x, mourning__contagion_rate=0)["estimate"]
        for x in (0, 0.6)
    )
    a.check(
        "mostly where it adds up",
        f"{flat:+.1f} days without amplification, {steep:+.1f} with 0.6",
        flat < 0.5 * steep,
    )
    gone = a.value("attention_gone_d", mourning__contagion_rate=0.1, mourning__amplification=0.3)
    left = a.value("memorial", mourning__contagion_rate=0.1, mourning__amplification=0.3)
    a.check(
        "a memorial outlives attention",
        f"attention is below a thousandth after {gone['estimate']:.0f} days; after five years "
        f"{left['estimate']:.2f} of a memorial is left",
        gone["estimate"] < 60 and left["estimate"] > 0.1,
    )


def in_short(of: dict[str, Answer]) -> tuple[str, str]:
    """The answer in a few sentences, and what it rests on."""
    alone, held = (
        of["after_loss"].value("below_d", handler__support=s, mourning__ritual=0) for s in (0.0, 1.0)
    )
    rite = of["after_loss"].value("below_d", handler__support=1.0, mourning__ritual=0.3)
    early, later = (
        of["after_loss_second"].value("bond_90", second_dog__day=d, mourning__new_dog_loss=0.8)
        for d in (7, 90)
    )
    return (
        f"With support and a rite: days' worth of well-being lost fall from {cell(alone)} to {cell(held)} with "
        f"full support, and to {cell(rite)} with a rite as well. Another dog helps least when it comes in deep "
        f"grief: 90 days on it is bonded with {cell(early)} when it came after a week, {cell(later)} after three "
        "months.",
        "on the form of a published swing of well-being in widows; its size and every rate of sorrow, meaning and "
        "memory are assumed. Orders and directions can be read, no sizes.",
    )


ANSWERS: dict[str, Callable[[Answer], None]] = {
    "after_loss": support,
    "after_loss_second": second,
    "after_loss_unit": unit,
}
N = 8
ABLATIONS = (
    Ablation("support", {"mourning.support_weight": 0}, "below_d", "handler.support", (0, 1), replicates=N),
    Ablation(
        "rite",
        {"mourning.ritual_heals": 0, "mourning.meaning_weight": 0},
        "below_d",
        "mourning.ritual",
        (0, 0.5),
        replicates=N,
    ),
    Ablation(
        "blow of the loss",
        {"mourning.blow": 0},
        "below_d",
        replicates=N,
        left=None,
        why="grief presses on well-being day by day, without a blow at first, too",
    ),
    Ablation(
        "contagion", {"mourning.contagion_rate": 0}, "unit_sorrow_d", "mourning.tie", (0, 1), replicates=N
    ),
    Ablation(
        "amplification",
        {"mourning.amplification": 0},
        "unit_sorrow_d",
        replicates=N,
        left=None,
        why="what is passed on and not made larger is left",
    ),
    Ablation("sorrow presses on the unit", {"mourning.stress_rate": 0}, "unit_stress_max", replicates=N),
    Ablation(
        "memorial",
        {"mourning.memorial_gain": 0},
        "donations",
        replicates=N,
        left=None,
        why="the news itself brings gifts, too",
    ),
    Ablation(
        "grief hinders a new bond",
        {"mourning.new_dog_loss": 0},
        "bond_90",
        "second_dog.day",
        (5, 120),
        fixed={"second_dog.must": True, "mourning.ritual": 0},
        replicates=N,
    ),
)

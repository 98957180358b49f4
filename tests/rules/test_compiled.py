"""Every rule that the batch engine compiles gives the bits of the plain rule that the Mesa engine calls."""

import dis
import inspect
from importlib import import_module

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondsim import records, streams
from bondsim.engines.batch.lift import OPTIONS, lift
from bondsim.parameter import LAWS

SHARE = st.floats(0, 1)
TRUTH = st.integers(0, 1)
REAL = st.floats(-50, 50)
POSITIVE = st.floats(1e-3, 500)

# What the arguments of rules hold, where the name does not say it by its unit.
DOMAINS = (
    dict.fromkeys(("u",), st.floats(1e-12, 1 - 1e-12))
    | dict.fromkeys(("is_about_partner", "is_hit", "is_out_of_reach", "pulled_lately", "ice"), TRUTH)
    | dict.fromkeys(("x", "x0", "y0", "x1", "y1", "utility", "best", "lead", "lead_when_chosen"), REAL)
    | dict.fromkeys(("seconds",), st.floats(0.01, 60))
    | dict.fromkeys(("low",), st.just(-1.0))
    | dict.fromkeys(("high",), st.just(1.0))
    | dict.fromkeys(("signal", "sensitivity", "criterion", "good", "bad", "weight", "sd", "rate"), POSITIVE)
    | dict.fromkeys(("rise_rate", "calming_rate", "median", "temperature", "share"), POSITIVE)
    | dict.fromkeys(("evidence", "angle_deg", "temperature_c", "braking_m_s2", "acceleration_m_s2"), REAL)
    | dict.fromkeys(("arousal", "arousal_best", "capacity", "bond", "harm", "another", "self_trust"), SHARE)
    | dict.fromkeys(("rest", "trust", "skill", "is_ordered", "harm_averted", "drive", "gain", "near"), SHARE)
    | dict.fromkeys(("boldness", "fatigue", "wear", "effort", "success", "reserve", "power", "p", "q"), SHARE)
    | dict.fromkeys(("partner_harm", "own_harm", "vigour", "friction", "kept", "progress"), SHARE)
    # body
    | dict.fromkeys(("blood", "pressed"), SHARE)
    # gun
    | dict.fromkeys(("size", "exposure", "spoiled"), SHARE)
    | dict.fromkeys(("is_aimed",), TRUTH)
    # fight
    | dict.fromkeys(("mean", "other_rate"), st.floats(0, 10))
    | {"has_blade": TRUTH, "blows": st.integers(0, 20)}
    # sound
    | dict.fromkeys(("level_db", "noise_db", "source_db"), st.floats(0, 140))
    | dict.fromkeys(("y", "z", "old", "new"), st.floats(-6, 6))
    | {
        "angle_rad": st.floats(-3.14, 3.14),
        "cosine": st.floats(-1, 1),
        "turn": SHARE,
        "loss_db_m": st.floats(0, 2),
    }
    # medevac
    | {"injury": st.floats(0, 6), "crew": st.floats(0, 3)}
    # scent
    | dict.fromkeys(
        ("surface", "nose", "odour", "skill_read", "cue", "share_followed", "partner_arousal"), SHARE
    )
    | {
        "heard": TRUTH,
        "vigilance": st.floats(-3, 3),
        "nose_loss": st.floats(0, 5),
        "prints": st.floats(1, 50),
    }
    | {"shifts": st.floats(0, 2000), "age_s": st.floats(0, 1e6), "down_m": REAL, "cross_m": REAL}
    # perimeter
    | dict.fromkeys(("pressure", "cover"), SHARE)
    | {"n_units": st.integers(0, 20), "closing_m_s": REAL}
)
UNITS = ("_s", "_m", "_n", "_kg", "_y", "_100m", "_ml_min", "_ml_kg")
# The group of parameters that a rule gets as its last argument `p`.
GROUPS = {
    "sensitivity": "sense",
    "criterion": "sense",
    "evidence_after": "sense",
    "evidence_gain": "sense",
    "evidence_kept": "sense",
    "believed_harm": "harm",
    "arousal_after": "arousal",
    "pursuer_harm": "pursuit",
    "temperature": "choice",
    "interrupts": "choice",
    "age_capacity": "energy",
    "cold_power": "energy",
    "running_speed": "energy",
    "vigour": "drag",
    "p_fall": "fall",
    "encourage_rate": "stance",
    "headway": "stance",
    "good_after": "trust",
    "bad_after": "trust",
    "bond_after_rescue": "attachment",
    # body
    "deadly_blood": "body",
    "strength": "body",
    "bleeding_harm": "body",
    # gun
    "p_hit": "gun",
    "p_hit_target": "gun",
    "line_share": "gun",
    "p_reaim": "gun",
    "gun_harm": "gun",
    # fight
    "release_rate": "fight",
    "wear_after_blows": "fight",
    "attack_harm": "fight",
    "bite_risk": "fight",
    # sound
    "facing_loss": "sound",
    "bearing_error": "search",
    # medevac
    "door_by_road": "medevac",
    "door_by_air": "medevac",
    "flies": "medevac",
    "crew_gain": "medevac",
    "p_surgery": "medevac",
    "p_critical": "medevac",
    # scent
    "trail_sensitivity": "scent",
    "beside_trail": "scent",
    "span_to_tell": "scent",
    "p_tells_way": "scent",
    "nose_effort": "scent",
    "nose_after": "scent",
    "nose_loss": "scent",
    "plume_signal": "scent",
    "quiet_share": "scent",
    "silence_gain": "scent",
    "rustle_signal": "scent",
    "p_somebody": "scent",
    "threat_foreseen": "scent",
    "read_answer": "scent",
    "cue_strength": "scent",
    "deploy_time": "scent",
    "coupled_arousal": "scent",
    # perimeter
    "pressure": "perimeter",
    "gain_of_flight": "perimeter",
    "gain_of_hiding": "perimeter",
    "gain_of_ambush": "perimeter",
    "p_shot_opens": "perimeter",
    "p_held_by_unit": "perimeter",
}
DOMAINS_OF = {"cos": st.floats(-3.14, 3.14), "sin": st.floats(-3.14, 3.14), "exp": st.floats(-800, 800)}


def rules_of(module):
    """Rules that a module defines, by name."""
    home = import_module(f"bondsim.rules.{module}")
    found = inspect.getmembers(home, inspect.isfunction)
    return {name: f for name, f in found if f.__module__ == home.__name__}


def domain(rule, argument):
    """What an argument of a rule may be."""
    if rule in DOMAINS_OF:
        return DOMAINS_OF[rule]
    if argument in DOMAINS:
        return DOMAINS[argument]
    assert argument.endswith(UNITS), f"say in DOMAINS what {argument!r} of {rule!r} may be"
    return POSITIVE


def arguments_of(name, rule):
    """A strategy for the numbers that a rule takes, without its parameters."""
    arguments = list(inspect.signature(rule).parameters)
    if name in GROUPS:
        assert arguments.pop() == "p", f"{name} should take its parameters last"
    return st.tuples(*(domain(name, argument) for argument in arguments))


def compiled_together(rules):
    """One compiled function that calls every lifted rule: `(arguments, parameters) -> results`."""
    calls = [
        f"rule_{k}(*arguments[{k}], parameters[{k}])" if name in GROUPS else f"rule_{k}(*arguments[{k}])"
        for k, name in enumerate(rules)
    ]
    scope = {f"rule_{k}": lift(rule) for k, rule in enumerate(rules.values())}
    exec(f"def together(arguments, parameters):\n    return ({', '.join(calls)},)", scope)
    return numba.njit(**OPTIONS)(scope["together"])


def law_records():
    """The default parameters of the laws as the record that the batch engine reads."""
    law = np.zeros(1, records.LAW)
    for name, group in LAWS.items():
        records.fill(law[name], 0, group())
    return law


@pytest.mark.parametrize(
    "module",
    [
        "maths",
        "sense",
        "appraise",
        "choose",
        "act",
        "learn",
        "body",
        "gun",
        "fight",
        "sound",
        "medevac",
        "scent",
        "perimeter",
    ],
)
def test_compiled_rules_give_the_bits_of_the_plain_ones(module):
    rules = rules_of(module)
    law = law_records()
    groups = [GROUPS.get(name, "sense") for name in rules]
    as_records = tuple(law[0][group] for group in groups)
    as_objects = [records.as_object(law[0][group]) for group in groups]
    together = compiled_together(rules)

    @given(st.tuples(*(arguments_of(name, rule) for name, rule in rules.items())))
    def agree(arguments):
        compiled = together(arguments, as_records)
        for (name, rule), given_to, p, got in zip(
            rules.items(), arguments, as_objects, compiled, strict=True
        ):
            plain = rule(*given_to, *([p] if name in GROUPS else []))
            assert float(got).hex() == float(plain).hex(), f"{name}{given_to}"

    agree()


def test_compiled_luck_is_the_plain_luck():
    lifted = lift(streams.uniform)

    @numba.njit(**OPTIONS)
    def look_up(seed, replicate, stream, agent, step):
        return lifted(seed, replicate, stream, agent, step)

    word = st.integers(0, 2**32 - 1)

    @given(st.integers(0, 2**63 - 1), word, st.integers(0, 31), word, word)
    def agree(seed, replicate, stream, agent, step):
        address = (seed, replicate, stream, agent, step)
        assert look_up(*(np.int64(part) for part in address)).hex() == streams.uniform(*address).hex()

    agree()


def test_a_rule_reads_the_parameters_of_its_own_group_only():
    for module in ("sense", "appraise", "choose", "act", "learn"):
        for name, rule in rules_of(module).items():
            read = {i.argval for i in dis.get_instructions(rule) if i.opname == "LOAD_ATTR"}
            assert read <= set(LAWS[GROUPS[name]].model_fields if name in GROUPS else ()), name

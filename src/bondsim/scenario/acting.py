"""Keys that change nothing as things are set: what would have to be on for them to act, and what switches it on.

A family of mechanisms works where somebody has the trait that puts it to work, such as `in_training`; what only it
reads rests until then. Within a family a part rests where a value switches it off, such as a weight of 0.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bondsim.documents import printable
from bondsim.parameter import FAMILY_OF_GROUP, FAMILY_OF_TRAIT, LAWS, read_by
from bondsim.scenario.document import ScenarioFile
from bondsim.scenario.keys import Key, Value

if TYPE_CHECKING:
    from bondsim.scenario.scenario import Scenario

MOST_SETTINGS = 1000
"""Most settings of what decides whether keys act at which that is looked into."""
OF_EACH = frozenset({"w_command", "w_protect", "w_seek", "w_task", "drive", "arousal_best", "skill_obey"})
"""Traits of the core that are read of one who is itself in training or drilled, and of nobody else."""

SENT = frozenset({"age_y", "bond", "self_trust", "skill_obey", "skill_task", "stress", "trust", "wear"})
"""Traits with which a team goes into an incident."""

ANYBODY = "*"  # an owner of a trait: anybody of the cast
OWN = "own"  # the agent itself, its partner, or those whose partner it is


@dataclass(frozen=True)
class Switch:
    """What must be on: one of some keys, or one of some families that a scenario uses.

    Attributes
    ----------
    keys : mapping
        Key to the value at which it is off; an owner may be `ANYBODY` or `OWN`.
    families : tuple of str
        Families each of which is enough.
    """

    keys: Mapping[str, float]
    families: tuple[str, ...] = ()


def _on(*keys: str, families: tuple[str, ...] = ()) -> Switch:
    """A switch of keys that are off at 0."""
    return Switch(dict.fromkeys(keys, 0.0), families)


# What puts a family to work; those that are not named need nothing.
FAMILIES: dict[str, Switch] = {
    "skills": _on("*.in_training"),
    "strain": _on("*.strained"),
    "kennel": _on("*.drilled"),
    "visits": _on("*.visits"),
    "ward": _on("*.unconscious"),
    "mourning": _on("*.mourns", "*.openness_unit", "*.waits"),
}
_UNIT = _on("*.openness_unit")
_MOURNS = _on("*.mourns")
_WAITS = _on("*.waits")
_CALLS = _on("rota.calls_per_month")
_OFFERED = Switch({"second_dog.must": 1.0})
_LEARNED = _on("*.in_training", "*.drilled", "*.visits", "*.unconscious", families=("duty", "handover"))
_MENTORS = Switch({"mentor.veteran_y": 100.0, "*.mentors": 0.0})
_BREAKS_DOWN = Switch({"strain.collapse_at": 2.0})
_HEEDS = Switch({"kennel.heed_at": 1.0})

# Keys that need less than the family to which they belong.
INSTEAD: dict[str, tuple[Switch, ...]] = {
    "strain.tau_d": (_on("*.strained", "*.openness_unit"),),
}
# What else keys need, by group, by key, and of a trait by `own.<trait>`: all of these switches.
NEEDS: dict[str, tuple[Switch, ...]] = {
    "trust.memory": (_LEARNED, _on("trust.learns")),
    "trust.negativity": (_LEARNED, _on("trust.learns")),
    "trust.learns": (_LEARNED,),
    "mentor.hours": (_on("mentor.works"), _MENTORS),
    "mentor.gain": (_on("mentor.works"), _on("mentor.hours"), _MENTORS),
    "mentor.reach": (_on("mentor.works"), _on("mentor.hours"), _MENTORS),
    "mentor.focus": (_on("mentor.works"), _on("mentor.hours"), _MENTORS),
    "mentor.works": (_on("mentor.hours"), _MENTORS),
    "mentor.veteran_y": (_on("mentor.works"),),
    "absence.per_session": (_on("absence.trains"),),
    "absence.first_s": (_on("absence.trains"),),
    "absence.factor": (_on("absence.trains"),),
    "absence.longest_s": (_on("absence.trains"),),
    "absence.telling_s": (_on("absence.trains"),),
    "absence.breaks": (_on("absence.trains"),),
    "course.rematch_gain": (_on("course.rematch_d"),),
    "course.nerves": (_on("*.stress", "*.strained"),),
    "course.looks_allowed": (_on("course.out_s"),),
    "cue.followed": (_on("cue.cue_rate"),),
    "strain.shock_arousal": (_CALLS,),
    "strain.shock_hurt": (_CALLS,),
    "strain.shock_lost": (_CALLS,),
    "strain.harm_from": (_CALLS,),
    "strain.vigilance_up": (_CALLS,),
    "strain.vigilance_down": (_CALLS,),
    "strain.collapse_sd": (_BREAKS_DOWN,),
    "strain.treatment_d": (_BREAKS_DOWN,),
    "strain.returns": (_BREAKS_DOWN,),
    "strain.after_collapse": (_BREAKS_DOWN,),
    "rota.call_h": (_CALLS,),
    "rota.wound_wear": (_CALLS,),
    "ageing.heart_course_y": (_on("ageing.heart_share"),),
    "ageing.heart_stress": (_on("ageing.heart_share"),),
    "ageing.medication": (_on("ageing.heart_share"),),
    "ageing.screening_d": (_on("ageing.heart_share"), _on("ageing.medication")),
    "mourning.contagion_rate": (_UNIT, _on("mourning.tie")),
    "mourning.amplification": (_UNIT, _on("mourning.contagion_rate")),
    "mourning.tie": (_UNIT, _on("mourning.contagion_rate")),
    "mourning.tie_spread": (_UNIT, _on("mourning.contagion_rate")),
    "mourning.sorrow_d": (_UNIT,),
    "mourning.stress_rate": (_UNIT,),
    "mourning.teaching_rate": (_on("*.teaches"), _MOURNS),
    "mourning.ritual_heals": (_on("mourning.ritual"), _MOURNS),
    "mourning.memorial_gain": (_on("mourning.attention"),),
    "mourning.memorial_y": (_on("mourning.attention"), _on("mourning.memorial_gain")),
    "mourning.memorial_rate": (_on("mourning.attention"), _on("mourning.memorial_gain"), _MOURNS),
    "mourning.memorial_teaching": (
        _on("*.in_training"),
        _on("mourning.attention"),
        _on("mourning.memorial_gain"),
    ),
    "mourning.donation_memorial": (_on("mourning.attention"), _on("mourning.memorial_gain")),
    "mourning.new_dog_grief": (_WAITS, _on("mourning.new_dog_loss")),
    "mourning.new_dog_spread": (_WAITS, _on("mourning.new_dog_loss")),
    "mourning.new_dog_loss": (_WAITS,),
    "mourning.new_dog_rate": (_WAITS,),
    "mourning.take_base": (_WAITS, _OFFERED),
    "mourning.take_grief": (_WAITS, _OFFERED),
    "mourning.take_meaning": (_WAITS, _OFFERED),
    "mourning.take_spread": (_WAITS, _OFFERED),
    "second_dog": (_WAITS,),
    "second_dog.again_d": (_WAITS, _OFFERED),
    "staff": (_on("*.watches"), _on("kennel.p_latch")),
    "kennel.home": (_on("kennel.p_latch"),),
    "kennel.fence_m": (_on("kennel.p_latch"),),
    "kennel.jump_m": (_on("kennel.p_latch"),),
    "kennel.heed_interest": (_HEEDS,),
    "kennel.heed_checks": (_HEEDS, _on("kennel.p_latch")),
    "kennel.lure_gain": (_on("*.lure"), _on("kennel.windows")),
    "kennel.lure_loss": (_on("*.lure"), _on("kennel.windows")),
    "ward.visit_h": (_on("ward.visit_every_d"),),
    "visits.most_per_week": (_on("visits.step"),),
    "visits.supervised_response": (_on("visits.supervised"),),
    "visits.sees_coming": (_on("visits.supervised"), _on("visits.p_mishap")),
    "visits.mishap_arousal": (_on("visits.p_mishap"),),
    "visits.mishap_stress": (_on("visits.p_mishap"),),
    "visits.pause_d": (_on("visits.p_mishap"),),
    "handover.force_cost": (_on("handover.force"),),
    "office.post_gap_d": (_on("office.p_post"),),
    "office.first_views": (_on("office.p_post"),),
    "office.growth_min": (_on("office.p_post"),),
    "office.novelty_min": (_on("office.p_post"),),
    "office.audience": (_on("office.p_post"),),
    "office.audience_sd": (_on("office.p_post"),),
    "office.repeat_share": (_on("office.p_post"),),
    "office.letter_share": (_on("office.p_post"),),
    "office.letter_power": (_on("office.p_post"),),
    "office.view_push": (_on("office.p_post"),),
    "office.letter_push": (_on("office.p_post"),),
    "office.pressure_d": (_on("office.p_post"),),
    "office.w_pressure": (_on("office.p_post"),),
    "office.visit_bias": (_on("office.may_visit"),),
    "office.neutral_bias": (_on("office.may_move"),),
    "office.adoption_bias": (_on("office.may_adopt"),),
    "own.excitability": (_on("own.in_training"),),
    "own.style": (_on("own.in_training"),),
    "own.temper_spread": (_on("own.in_training"),),
    "own.reads_dog": (_on("own.in_training", "own.mentors"),),
    "own.knew": (_on("own.openness_unit"),),
    "own.support": (_on("own.mourns"),),
    "own.teaches": (_on("own.mourns"),),
    "own.lure": (_on("own.drilled"),),
    "own.lure_spread": (_on("own.drilled"),),
    "own.withdrawal": (_on("own.visits"),),
    "own.arousal_rest": (Switch({}, ("duty",)), _on("own.strained"), _CALLS),
}


class Acting:
    """What acts in a scenario of days.

    Parameters
    ----------
    file : ScenarioFile
        The scenario.
    keys : mapping of str to Key
        Its keys.
    """

    def __init__(self, file: ScenarioFile, keys: Mapping[str, Key]) -> None:
        self.file = file
        self.keys = keys

    def idle(self, name: str, values: Mapping[str, Value]) -> str:
        """Why a key changes nothing under some values of all keys; empty where it acts.

        Parameters
        ----------
        name : str
            A key of the scenario.
        values : mapping
            The value of every key.
        """
        if name in self.file.choices:
            return self._idle_choice(name, values)
        owner, _, field = name.partition(".")
        if field == "responsive" and not self._has_company(owner):
            return f"nobody is with {owner}, who is nobody's partner and in no tie"
        for switch in self.needs(name):
            keys = self._keys_of(switch, name)
            if not self._is_on(switch, keys, values):
                return self._reason(switch, keys, values)
        return ""

    def _idle_choice(self, name: str, values: Mapping[str, Value]) -> str:
        """Why a choice changes nothing: all that its options set changes nothing."""
        options = self.file.choices[name].options.values()
        if any(option.at or option.shuffle for option in options):
            return ""
        reasons = [self.idle(key, values) for option in options for key in option.set]
        return reasons[0] if reasons and all(reasons) else ""

    def needs(self, name: str) -> list[Switch]:
        """All that must be on for a key to act, what comes first first."""
        owner, _, field = name.partition(".")
        if name in self.file.choices or not self.file.is_career:
            return []
        if owner in self.file.incidents:
            called = [_CALLS] if "duty" in self.file.uses else []
            return called if field == "weight" else [*called, _on(f"{owner}.weight")]
        if owner in self.file.cast:
            if self.file.incidents and field in SENT:
                return []
            mine = NEEDS.get(f"{OWN}.{field}", ())
            return [*mine] if mine else self._families(FAMILY_OF_TRAIT.get(field), name, field)
        if owner in LAWS:
            at_work = INSTEAD.get(name) or self._families(FAMILY_OF_GROUP.get(owner), owner, name)
            return [*at_work, *NEEDS.get(owner, ()), *NEEDS.get(name, ())]
        return []

    def _families(self, family: str | None, *names: str) -> list[Switch]:
        """What puts the family of a key to work; of one of the core, one of those that read it is enough."""
        if family is not None:
            is_switch = any(f"{ANYBODY}.{name}" in self._switching for name in names)
            return [FAMILIES[family]] if family in FAMILIES and not is_switch else []
        readers = [f for f in self.file.uses if not read_by((f,)).isdisjoint(self._read_as(names))]
        if not readers or any(f not in FAMILIES for f in readers):
            return []
        found = {key: off for f in readers for key, off in FAMILIES[f].keys.items()}
        if names[-1] in OF_EACH and set(readers) <= {"skills", "kennel"}:
            found = {key.replace(ANYBODY, OWN): off for key, off in found.items()}
        return [Switch(found)]

    def _read_as(self, names: Collection[str]) -> set[str]:
        """The words by which families may say that they read a key: a group, a key, a trait, `role.trait`."""
        words = set(names)
        for name in names:
            owner, _, field = name.partition(".")
            if owner in self.file.cast:
                words |= {field, f"{self.file.cast[owner].role}.{field}"}
        return words

    @cached_property
    def _switching(self) -> frozenset[str]:
        """Traits that switch families on."""
        return frozenset(key for switch in FAMILIES.values() for key in switch.keys)

    @cached_property
    def deciding(self) -> frozenset[str]:
        """Keys on which it hangs whether others act: switches and choices."""
        found = set(self.file.choices)
        for name in self.keys:
            for switch in self.needs(name):
                found |= self._keys_of(switch, name).keys()
        return frozenset(found)

    def _keys_of(self, switch: Switch, name: str) -> dict[str, float]:
        """Keys of this scenario that a switch names, each with the value at which it is off."""
        found = {}
        for key, off in switch.keys.items():
            owner, _, field = key.partition(".")
            owners = {ANYBODY: tuple(self.file.cast), OWN: self._near(name.partition(".")[0])}
            for one in owners.get(owner, (owner,)):
                if f"{one}.{field}" in self.keys:
                    found[f"{one}.{field}"] = off
        return found

    def _near(self, name: str) -> tuple[str, ...]:
        """One of the cast, its partner, and those whose partner it is."""
        cast = self.file.cast
        partner = cast[name].partner if name in cast else None
        around = [other for other, member in cast.items() if member.partner == name or other == partner]
        return (name, *around)

    def _has_company(self, name: str) -> bool:
        """Whether one of the cast is with anybody."""
        tied = {end for tie in self.file.ties.values() for end in (tie.of, tie.to)}
        return name not in self.file.cast or name in tied or len(self._near(name)) > 1

    def _is_on(self, switch: Switch, keys: Mapping[str, float], values: Mapping[str, Value]) -> bool:
        if any(family in self.file.uses for family in switch.families):
            return True
        return any(_differs(values[key], off) for key, off in keys.items())

    def _reason(self, switch: Switch, keys: Mapping[str, float], values: Mapping[str, Value]) -> str:
        """Words on a switch that is off, and what switches it on."""
        if not keys:
            families = switch.families or tuple(dict.fromkeys(_family(key) for key in switch.keys))
            told = " or ".join(f"'{family}'" for family in families)
            return f"it acts by what the family {told} does, which `uses` does not name"
        first = next(iter(keys))
        field = first.partition(".")[2]
        of_all = f"{field} is {_spelt(values[first])} for all {len(keys)} that have it"
        one = f"{first} is {_spelt(values[first])}"
        why = of_all if self._is_trait(first) and len(keys) > 1 else one
        return f"{why}; {self._remedy(keys)} would do"

    def _remedy(self, keys: Mapping[str, float]) -> str:
        """An option of a choice that switches it on, else a key."""
        for name, choice in self.file.choices.items():
            for option, spec in choice.options.items():
                if any(key in spec.set and _differs(spec.set[key], off) for key, off in keys.items()):
                    return f"`{name}: {printable(option)}`"
        key, off = next(iter(keys.items()))
        if self.keys[key].kind == "boolean":
            return f"`{key}: {'false' if off else 'true'}`"
        return f"`{key}` below {off:g}" if off else f"`{key}` above 0"

    def _is_trait(self, key: str) -> bool:
        return key.partition(".")[0] in self.file.cast


def idle_keys(
    scenario: "Scenario", names: Collection[str], settings: Iterable[Mapping[str, Value]]
) -> dict[str, str]:
    """Keys that change nothing at any of some settings, each with the reason at the first of them.

    Parameters
    ----------
    scenario : Scenario
        Whose keys they are; those of an incident always count as acting.
    names : collection of str
        The keys.
    settings : iterable of mapping
        Values by key; what is not set keeps its default. Where there are more than `MOST_SETTINGS` that differ in what
        decides, nothing is told.
    """
    if not scenario.is_career or not names:
        return {}
    acting = Acting(scenario.file, scenario.keys)
    seen: set[frozenset[tuple[str, Value]]] = set()
    left: dict[str, str] = dict.fromkeys(names, "")
    for k, some in enumerate(settings):
        at = frozenset((name, some[name]) for name in acting.deciding & some.keys())
        if at in seen:
            continue
        seen.add(at)
        values = scenario.values(some)
        told = {name: acting.idle(name, values) for name in left}
        left = {name: left[name] or reason for name, reason in told.items() if reason}
        if not left:
            break
        if len(seen) > MOST_SETTINGS or k > 100 * MOST_SETTINGS:
            return {}
    return left


def _differs(value: Value, off: float) -> bool:
    """Whether a value is not the one at which a switch is off."""
    return float(value) != off


def _family(key: str) -> str:
    """Family of the key of a switch."""
    owner, _, field = key.partition(".")
    return FAMILY_OF_GROUP.get(owner) or FAMILY_OF_TRAIT.get(field, "")


def _spelt(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{float(value):g}"

"""Lives that cannot be: settings that are each in bounds and do not fit together are refused with a reason."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bondsim.scenario.document import Member, ScenarioFile
from bondsim.scenario.keys import Value

OLDEST_ENTRY_Y = 8.0  # no dog is taken into service later
DAY_H = 24.0
YEAR_D = 365.25


@dataclass(frozen=True)
class Part:
    """What takes a part of a day: the key that sets it, hours a day by one of its unit, and what else it goes by."""

    key: str
    value: float
    hours_each: float = 1.0
    by: str = ""

    @property
    def hours(self) -> float:
        """Hours of the day that it takes."""
        return self.value * self.hours_each

    def __str__(self) -> str:
        by = f" ({self.by})" if self.by else ""
        return f"{self.key}{by} {self.hours:.4g} h"


def impossible(
    file: ScenarioFile, values: Mapping[str, Value], given: Collection[str] = ()
) -> dict[str, str]:
    """What cannot be, by key: days of more than 24 hours, dogs retired before they are hired, half teams.

    Parameters
    ----------
    file : ScenarioFile
        The scenario.
    values : mapping
        The value of every key.
    given : collection of str
        Keys that were set: of several keys that do not fit together, those that were set are told, and all where
        none was.
    """
    problems: dict[str, str] = {}
    for name, member in file.cast.items():
        if file.is_career and member.role == "dog":
            for parts in _days(file, values, name, member):
                problems = _too_long(parts, name, given) | problems
    if "duty" in file.uses:
        problems |= _unit(file, values, given)
    if "ageing" in file.uses:
        problems |= _service(file, values)
    return problems


def _number(values: Mapping[str, Value], key: str) -> float:
    return float(values.get(key, 0))


def _too_long(parts: Sequence[Part], name: str, given: Collection[str]) -> dict[str, str]:
    """The reason against a day of too many hours, by the keys that make it so."""
    parts = [part for part in parts if part.hours > 0]
    total = sum(part.hours for part in parts)
    if total <= DAY_H + 1e-9:
        return {}
    said = f"{' + '.join(map(str, parts))} are {total:.4g} h a day, which has 24, for {name}"
    problems = {}
    for part in [part for part in parts if part.key in given] or parts:
        most = math.floor(100 * (part.value - (total - DAY_H) / part.hours_each)) / 100
        problems[part.key] = f"{said}; " + (
            f"up to {most:g} would do" if most >= 0 else "others must be shorter too"
        )
    return problems


def _days(file: ScenarioFile, values: Mapping[str, Value], name: str, dog: Member) -> Iterator[list[Part]]:
    """What fills the fullest day of a dog, in each of the ways in which it may live."""
    if dog.partner is None:
        return
    if "ward" in file.uses and values.get(f"{dog.partner}.unconscious"):
        yield from _with_patient(file, values)
        return
    keys = (f"{name}.company", f"{dog.partner}.company")
    key = min(keys, key=lambda key: _number(values, key))
    company = Part(key, _number(values, key), DAY_H)
    session, play = _course(values) if values.get(f"{name}.in_training") else (Part("", 0), Part("", 0))
    visits = _visits(file, values, name)
    if "duty" in file.uses:
        works = _number(values, "rota.rest_days") < 7
        shift, drill = (
            Part(key, _number(values, key) if works else 0) for key in ("rota.shift_h", "rota.training_h")
        )
        yield [shift, drill, company, session, play, visits]
        return
    together = max(company, session, key=lambda part: part.hours)  # it trains while the two are together
    if values.get("visits.budget"):  # they take their hours from its handler
        yield [max(together, visits, key=lambda part: part.hours), play]
    else:
        yield [together, play, visits]


def _course(values: Mapping[str, Value]) -> tuple[Part, Part]:
    """A session of the course, and the play of a day."""
    sessions = _number(values, "training.sessions_per_week")
    weekly = _number(values, "training.hours_per_week") if sessions > 0 else 0.0
    by = f"on {sessions:g} days a week"
    return (
        Part("training.hours_per_week", weekly, 1 / max(sessions, 1), by),
        Part("training.play_per_week", _number(values, "training.play_per_week"), 1 / 7),
    )


def _visits(file: ScenarioFile, values: Mapping[str, Value], name: str) -> Part:
    """All visits of one day to a dog, as often as reviews may come to allow them."""
    visitors = 0.0
    for one, member in file.cast.items():
        if "visits" in file.uses and member.partner == name and values.get(f"{one}.visits"):
            visitors += _number(values, f"{one}.count") if member.count is not None else 1
    often = _number(values, "visits.per_week")
    if _number(values, "visits.step") > 0:
        often = max(often, _number(values, "visits.most_per_week"))
    a_day = math.ceil(often / 7) * visitors
    return Part("visits.hours", _number(values, "visits.hours") if a_day else 0.0, a_day, f"{a_day:g} a day")


def _with_patient(file: ScenarioFile, values: Mapping[str, Value]) -> Iterator[list[Part]]:
    """Beside a patient who is up again: retraining, and what is left for the one who keeps the dog."""
    at_bed, keeps, trains = (_number(values, f"ward.{key}_h") for key in ("bed", "carer", "retrain"))
    if trains > at_bed and any(values.get(f"{one}.keeps_dog") for one in file.cast):
        kept = min(keeps, DAY_H - at_bed)
        yield [Part("ward.retrain_h", trains), Part("ward.carer_h", kept)]


def _unit(file: ScenarioFile, values: Mapping[str, Value], given: Collection[str]) -> dict[str, str]:
    problems = {}
    teams = _number(values, "unit.teams")
    for name, member in file.cast.items():
        if member.role == "handler" or (member.role == "dog" and not values.get(f"{name}.waits")):
            there = _number(values, f"{name}.count") if member.count is not None else 1
            if there < teams:
                problems[f"{name}.count"] = (
                    f"{teams:g} teams and {there:g} of {name}: each needs a handler and a dog; a larger unit "
                    f"is a scenario file of your own in which `{name}` and the others have a larger `count`"
                )
    lasts = file.clock.days or 0
    if "unit.years" in given and _number(values, "unit.years") * YEAR_D > lasts + 1:
        problems["unit.years"] = (
            f"{file.name} goes on for {lasts} days; up to {math.floor(100 * lasts / YEAR_D) / 100:g} would do"
        )
    return problems


def _service(file: ScenarioFile, values: Mapping[str, Value]) -> dict[str, str]:
    problems = {}
    leaves = _number(values, "retire.age_y")
    for name, member in file.cast.items():
        if member.role != "dog":
            continue
        enters = _number(values, f"{name}.age_y")
        if enters > OLDEST_ENTRY_Y:
            problems[f"{name}.age_y"] = (
                f"no dog of {enters:g} years is taken into service; up to {OLDEST_ENTRY_Y:g} would do"
            )
        elif enters >= leaves:
            problems["retire.age_y"] = (
                f"{name} enters service at {enters:g} years: nobody is retired at {leaves:g}, before being hired; "
                f"more than {enters:g} would do"
            )
    return problems

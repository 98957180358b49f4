"""Lives that cannot be: settings that are each in bounds and do not fit together are refused with a reason."""

from collections.abc import Mapping

from bondsim.scenario.document import ScenarioFile
from bondsim.scenario.keys import Value

OLDEST_ENTRY_Y = 8.0  # no dog is taken into service later


def impossible(file: ScenarioFile, values: Mapping[str, Value]) -> dict[str, str]:
    """What cannot be, by key: days of more than 24 hours, dogs retired before they are hired, half teams."""
    problems: dict[str, str] = {}
    if "duty" in file.uses:
        problems |= _unit(file, values)
    if "ageing" in file.uses:
        problems |= _service(file, values)
    return problems


def _number(values: Mapping[str, Value], key: str) -> float:
    return float(values.get(key, 0))


def _unit(file: ScenarioFile, values: Mapping[str, Value]) -> dict[str, str]:
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
        if member.role == "dog" and member.partner:
            together = min(_number(values, f"{one}.company") for one in (name, member.partner))
            day = _number(values, "rota.shift_h") + _number(values, "rota.training_h") + 24 * together
            if day > 24:
                reason = f"shift, training and company of {name} off duty are {day:g} h a day, which has 24"
                problems |= {"rota.shift_h": reason, f"{name}.company": reason}
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
                f"{name} enters service at {enters:g} years: nobody is retired at {leaves:g}, before being hired"
            )
    return problems

"""Runs told in words: one time line, or two beside each other."""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby, zip_longest
from typing import NamedTuple

import numpy as np

from bondsim.engines.sentences import UNHURT, Event, sentence

NUMBERED = re.compile(r"\b([a-z][a-z_]*)_[0-9]+\b")  # the name of a member of a group


class Line(NamedTuple):
    """A line of a time line; those of incidents that ended well, one after the other, are told as one."""

    t_s: float
    text: str
    is_quiet: bool = False


def _rows(events: Mapping[str, np.ndarray]) -> list[Event]:
    if not events:
        return []
    return [dict(zip(events, values, strict=True)) for values in zip(*events.values(), strict=True)]


def of_agents(events: Mapping[str, np.ndarray], names: Collection[str]) -> dict[str, np.ndarray]:
    """What agents did, what was done to them, and what nobody did."""
    actor, target = (events[side].astype(str) for side in ("actor", "target"))
    kept = np.isin(actor, ["", *names]) | np.isin(target, list(names))
    return {name: column[kept] for name, column in events.items()}


def lines(events: Mapping[str, np.ndarray]) -> list[tuple[float, str]]:
    """Time (s) and sentence of all that happened.

    Pulls in a row, choices to go on, groups, and incidents that left nobody hurt are told as one.
    """
    return [(line.t_s, line.text) for line in _in_brief(_told(events))]


def _told(events: Mapping[str, np.ndarray]) -> list[Line]:
    told: list[Line] = []
    doing: dict[str, str] = {}
    for run_of in _grouped(_rows(events)):
        first, last = run_of[0], run_of[-1]
        if first["event"] == "pulled" and len(run_of) > 1:
            margins = [e["value"] for e in run_of]
            many = f"{len(run_of)} times until {last['t_s']:.1f} s"
            text = f"{first['actor']} pulls {first['target']} {many}"
            told.append(Line(first["t_s"], f"{text} (force margin {min(margins):.2f} to {max(margins):.2f})"))
        elif first["event"] == "incident_over" and first["value"] < UNHURT:
            _forget_call(told, first)
            pair = " and ".join(name for name in (first["actor"], first["target"]) if name)
            told.append(Line(first["t_s"], f"{pair} come back unhurt from a grave incident", True))
        elif first["event"] == "chase_before":
            told.append(Line(first["t_s"], _of_chase(run_of)))
        elif first["event"] != "chose" or doing.get(first["actor"]) != first["action"]:
            if first["event"] == "chose":
                doing[first["actor"]] = first["action"]
            told += [Line(e["t_s"], sentence(e)) for e in run_of]
    return list(_together(told))


def _of_chase(before: list[Event]) -> str:
    """What went before the first step, and what it did to those who were in it, as one sentence."""
    text = sentence(before[0])
    roused = [f"{e['actor']} {e['value']:.2f}" for e in before if e["event"] == "roused_before"]
    if roused:
        text += f"; arousal now: {', '.join(roused)}"
    for k, e in enumerate(before):
        if e["event"] == "called_before":
            text += f"; {sentence(e)}"
            if before[k + 1 : k + 2] and before[k + 1]["event"] == "radio_heard":
                text += f" (dispatch takes {before[k + 1]['value']:.0f} s)"
    return text


def _forget_call(told: list[Line], over: Event) -> None:
    """Take out the line with which an incident began that is over now, on the same day."""
    call = Line(over["t_s"], sentence(over | {"event": "called_out"}))
    for k in range(len(told) - 1, -1, -1):
        if told[k].t_s < call.t_s:
            return
        if told[k] == call:
            del told[k]
            return


def _in_brief(told: list[Line]) -> Iterator[Line]:
    """Lines one by one, but incidents in a row that left nobody hurt as one."""
    for is_quiet, some in groupby(told, key=lambda line: line.is_quiet):
        group = list(some)
        if is_quiet and len(group) > 1:
            until = (
                f"until day {group[-1].t_s / DAY_S:.0f}" if group[-1].t_s > group[0].t_s else "on this day"
            )
            yield Line(group[0].t_s, f"{len(group)} grave incidents {until}, and nobody is hurt")
        else:
            yield from group


def _together(told: list[Line]) -> Iterator[Line]:
    """Lines one by one, but those that say the same of several members of a group at the same time as one."""
    for _, same in groupby(told, key=lambda line: (line.t_s, NUMBERED.sub(r"\1_", line.text))):
        group = list(same)
        line = group[0]
        if len(group) == 1 or len(NUMBERED.findall(line.text)) != 1:
            yield from group
        else:
            yield line._replace(text=NUMBERED.sub(rf"\g<0> (and {len(group) - 1} more)", line.text))


def _grouped(rows: list[Event]) -> Iterator[list[Event]]:
    """Events one by one, but together what went before, and an agent's pulls with only its choices to go on between."""
    at = 0
    while at < len(rows):
        first = rows[at]
        group, at = [first], at + 1
        while first["event"] == "chase_before" and at < len(rows) and _is_before(rows[at], group[-1]):
            group.append(rows[at])
            at += 1
        while first["event"] == "pulled" and at < len(rows):
            nxt = rows[at]
            same = nxt["actor"] == first["actor"]
            if same and nxt["event"] == "chose" and nxt["action"] == "pull":
                at += 1
            elif same and nxt["event"] == "pulled":
                group.append(nxt)
                at += 1
            else:
                break
        yield group


def _is_before(event: Event, last: Event) -> bool:
    """Whether an event belongs to what went before the first step; `last` is the one before it."""
    if event["event"] == "radio_heard":
        return bool(last["event"] == "called_before" and last["actor"] == event["actor"])
    return event["event"] in ("roused_before", "called_before")


DAY_S = 86400.0


def clock_time(t_s: float, in_days: bool) -> str:
    """Time of an event as a time line shows it: seconds of an incident, days of a career."""
    return f"day {t_s / DAY_S:5.0f}" if in_days else f"{t_s:7.1f} s"


def tell(events: Mapping[str, np.ndarray], in_days: bool = False) -> str:
    """A run as a readable time line."""
    return "\n".join(f"{clock_time(t, in_days)}  {text}" for t, text in lines(events)) or "nothing happened"


def tell_beside(
    left: Mapping[str, np.ndarray],
    right: Mapping[str, np.ndarray],
    titles: tuple[str, str],
    width: int = 72,
    in_days: bool = False,
) -> str:
    """Two runs with the same luck beside each other, with a mark where they part.

    Parameters
    ----------
    left, right : mapping of str to array
        Columns of the events.
    titles : (str, str)
        What each is.
    width : int
        Letters of one side.
    in_days : bool
        Whether they are careers.
    """
    a, b = _told(left), _told(right)
    same = 0
    while same < min(len(a), len(b)) and a[same] == b[same]:
        same += 1
    out = [f"{titles[0]:<{width}} | {titles[1]}", "-" * width + "-+-" + "-" * width]
    out += [_beside(x, x, width, in_days) for x in _in_brief(a[:same])]
    if same == len(a) == len(b):
        out.append("the two runs never part")
        return "\n".join(out)
    at = min(side[same].t_s for side in (a, b) if same < len(side))
    out.append(f" here they part, at {clock_time(at, in_days).strip()} ".center(2 * width + 3, "="))
    rest_a, rest_b = list(_in_brief(a[same:])), list(_in_brief(b[same:]))
    for t in sorted({line.t_s for line in (*rest_a, *rest_b)}):
        here = ([x for x in rest_a if x.t_s == t], [y for y in rest_b if y.t_s == t])
        out += [_beside(x, y, width, in_days) for x, y in zip_longest(*here)]
    return "\n".join(out)


def _beside(x: Line | None, y: Line | None, width: int, in_days: bool) -> str:
    from textwrap import wrap

    def cell(line: Line | None) -> list[str]:
        if line is None:
            return []
        head = clock_time(line.t_s, in_days)
        return wrap(f"{head}  {line.text}", width, subsequent_indent=" " * (len(head) + 2))

    return "\n".join(f"{a or '':<{width}} | {b or ''}".rstrip() for a, b in zip_longest(cell(x), cell(y)))

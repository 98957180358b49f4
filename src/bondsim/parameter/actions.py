"""What each action promises: the features that the utility weighs. The same for all roles; the weights are the role's."""

from typing import ClassVar

from bondsim.parameter.base import Parameters, parameter


class ActionParameters(Parameters):
    """One action: what it is believed to bring. Of the two reliefs the one that averts more counts.

    `FIXED` names those that do not matter to an action: they keep their value and are no keys of a config.
    """

    FIXED: ClassVar[frozenset[str]] = frozenset()

    relief: float = parameter(0.0, "believed share of a hazard's harm to the partner averted", low=0, high=1, range=(0, 1), assumption="none")
    relief_distress: float = parameter(0.0, "believed share of the partner's distress averted", low=0, high=1, range=(0, 1), assumption="none")
    near: float = parameter(0.0, "closeness to the partner that it brings", low=0, high=1, range=(0, 1), assumption="none")
    effort: float = parameter(0.0, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(0, 5), assumption="none")
    approach: float = parameter(0.0, "how far it leads towards a scent that is remembered", low=0, high=1, range=(0, 1), assumption="none")
    exposure: float = parameter(0.0, "own harm it is believed to bring by itself", low=0, high=1, range=(0, 0.5), assumption="none")
    duration_s: float = parameter(1.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(0.5, 60), assumption="a second")


class WaitParameters(ActionParameters):
    """Wait: what is left when nothing else is open; it is not weighed."""

    FIXED = frozenset(ActionParameters.model_fields)


class PullParameters(ActionParameters):
    """Take hold of a person and drag; its duration is one pull (`drag.period_s`)."""

    FIXED = frozenset({"duration_s"})

    relief: float = parameter(0.8, "believed share of a hazard's harm to the partner averted", low=0, high=1, range=(0.5, 1), assumption="pulling gets the partner out")
    relief_distress: float = parameter(0.8, "believed share of the partner's distress averted", low=0, high=1, range=(0.4, 1), assumption="pulling answers the call")
    near: float = parameter(0.5, "closeness to the partner that it brings", low=0, high=1, range=(0, 1), assumption="at the partner's side")
    effort: float = parameter(3.0, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(1, 5), assumption="the hardest work there is")


class GuardParameters(ActionParameters):
    """Stay beside the partner."""

    relief_distress: float = parameter(0.6, "believed share of the partner's distress averted", low=0, high=1, range=(0.3, 0.8), assumption="presence comforts, and deters people; it does not stop a train")
    near: float = parameter(0.5, "closeness to the partner that it brings", low=0, high=1, range=(0, 1), assumption="at the partner's side")
    duration_s: float = parameter(3.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(1, 10), assumption="a few seconds")


class WithdrawParameters(ActionParameters):
    """Get out of the danger as ordered."""

    near: float = parameter(0.5, "closeness to the partner that it brings", low=0, high=1, range=(0, 1), assumption="a few metres off, still in sight")
    duration_s: float = parameter(6.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(3, 12), assumption="an obeyed order lasts some seconds; chosen with the rail-yard shapes in view")


class PursueParameters(ActionParameters):
    """Go after the quarry."""

    effort: float = parameter(0.2, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(0, 1), assumption="in a chase pain is hardly felt")
    approach: float = parameter(0.0, "how far it leads towards a scent that is remembered", low=0, high=1, range=(0, 1), assumption="none")
    exposure: float = parameter(0.1, "own harm it is believed to bring by itself", low=0, high=1, range=(0, 0.3), assumption="a suspect may fight")
    duration_s: float = parameter(30.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(5, 120), assumption="or on loss of sight, or an event")


class HoldParameters(ActionParameters):
    """Hold back until backup is there."""

    duration_s: float = parameter(30.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(5, 120), assumption="or on an event")


class FleeParameters(ActionParameters):
    """Run for the exit."""

    effort: float = parameter(1.0, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(0, 2), assumption="a run")
    duration_s: float = parameter(30.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(5, 120), assumption="a new plan each half minute")


class SurrenderParameters(ActionParameters):
    """Give up; not taken back."""

    duration_s: float = parameter(3600.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(60, 3600), assumption="for good")


class TravelParameters(ActionParameters):
    """Go to the place one was sent to."""

    effort: float = parameter(1.0, "effort: weight of fatigue and injury against the action", low=0, high=10, range=(0, 2), assumption="a run")
    duration_s: float = parameter(60.0, "time after which it is decided again", unit="s", low=0.1, high=3600, range=(10, 120), assumption="or on arrival")

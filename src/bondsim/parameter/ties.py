"""Parameters of the family `ties`: bond, trust and separation over days."""

from typing import ClassVar

from bondsim import sources as s
from bondsim.parameter.actions import ActionParameters
from bondsim.parameter.base import Parameters, parameter

READS = frozenset({"bond", "trust", "trust_orders", "self_trust"})  # `trust` is a trait and a group


class BondParameters(Parameters):
    """How attachment grows with responsive company and fades without."""

    growth_per_d: float = parameter(0.015, "rate at which the missing part of a bond grows in full, responsive company", unit="1/d", low=0, high=5, range=(0.008, 0.03), assumption="0.59 after two months and 0.93 after half a year; dogs in shelters show attachment after half an hour of handling, which is weaker")
    fading_per_d: float = parameter(0.000633, "rate at which a bond fades without company and scent", unit="1/d", low=0, high=1, range=(0.0002, 0.001), assumption="half of it is left after three years; scents of carers are known after years")
    need_gain: float = parameter(1.0, "how much faster a bond grows after isolation", low=0, high=10, range=(0, 2), assumption="twice as fast after long isolation; 0 switches it off")
    isolation_d: float = parameter(10.0, "time constant of the feeling of being alone", unit="d", low=0.1, high=1000, range=(3, 30), assumption="a week and a half")
    learns: bool = parameter(True, "bonds change over days", assumption="switch")


class SeparationParameters(Parameters):
    """Distress over one who is expected and does not come, acceptance, and reunion."""

    ONLY_WITH: ClassVar[dict[str, str]] = {"scent_relief": "ward", "scent_delay": "ward"}  # where something smells of the other

    grief_d: float = parameter(2.0, "time constant with which distress follows a separation", unit="d", low=0.05, high=365, range=(1, 4), assumption="at its height within a week")
    relief_d: float = parameter(1.5, "time constant with which it goes in full company", unit="d", low=0.05, high=365, range=(0.5, 3), assumption="a day or two")
    acceptance_d: float = parameter(120.0, "time constant with which an absence is accepted", unit="d", low=1, high=10000, range=(90, 180), source=s.UCCHEDDU_2022, assumption="value, chosen to fit; the source is of dogs that lost a companion dog")
    expectation_d: float = parameter(20.0, "time constant with which one who is back is expected again", unit="d", low=0.5, high=1000, range=(5, 40), assumption="three weeks")
    enough: float = parameter(0.1, "share of the day together that counts as presence", low=0.001, high=1, range=(0.02, 0.3), assumption="two and a half hours a day")
    scent_relief: float = parameter(0.25, "share of the distress that the other's scent takes away", low=0, high=1, range=(0, 0.5), assumption="a worn uniform comforts")
    scent_delay: float = parameter(0.3, "share by which the other's scent slows acceptance", low=0, high=1, range=(0, 0.6), assumption="what smells of the other keeps it expected")
    grieves: bool = parameter(True, "separation causes distress", assumption="switch")


class TieParameters(Parameters):
    """What one holds towards another who is not its partner, at the start."""

    bond: float = parameter(0.0, "attachment to the other at the start", low=0, high=1, range=(0, 1), assumption="none to strangers")
    trust: float = parameter(0.5, "trust in the other's direction or competence at the start", low=0.01, high=0.99, range=(0.3, 0.95), assumption="undecided")
    self_trust: float = parameter(0.5, "trust that the other can look after itself at the start", low=0.01, high=0.99, range=(0.1, 0.9), assumption="undecided")
    accepted: float = parameter(0.0, "how far the other's absence is accepted at the start", low=0, high=1, range=(0, 1), assumption="expected as ever")
    distress: float = parameter(0.0, "separation distress about the other at the start", low=0, high=1, range=(0, 1), assumption="none")


class Traits(Parameters):
    """What the family adds to the traits of an agent."""

    accepted: float = parameter(0.0, "how far its partner's absence is accepted at the start", low=0, high=1, range=(0, 1), assumption="expected as ever")
    distress: float = parameter(0.0, "separation distress about its partner at the start", low=0, high=1, range=(0, 1), assumption="none")
    company: float = parameter(0.33, "share of the day that it spends with its partner", low=0, high=1, range=(0, 1), assumption="a working day of eight hours")
    responsive: float = parameter(1.0, "how responsive it is to those it is with", low=0, high=1, range=(0.2, 1), assumption="attentive")


GROUPS: dict[str, type[Parameters]] = {"bonding": BondParameters, "separation": SeparationParameters}
ACTIONS: dict[str, type[ActionParameters]] = {}

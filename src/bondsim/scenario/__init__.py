"""Scenarios: incidents as data (place, cast, hazards, clock, question), and the catalogue of them."""

from bondsim.scenario.catalogue import ScenarioError, is_scenario, load, names
from bondsim.scenario.keys import Key, Outcome
from bondsim.scenario.scenario import SOURCE, Scenario, SettingsError, Setup

__all__ = [
    "SOURCE",
    "Key",
    "Outcome",
    "Scenario",
    "ScenarioError",
    "SettingsError",
    "Setup",
    "is_scenario",
    "load",
    "names",
]

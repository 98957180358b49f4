"""Scenarios: incidents as data (place, cast, hazards, clock, question), and the catalogue of those that come with the package."""

from bondsim.scenarios.catalogue import ScenarioError, load, names
from bondsim.scenarios.keys import Key, Outcome
from bondsim.scenarios.scenario import Scenario, SettingsError, Setup

__all__ = ["Key", "Outcome", "Scenario", "ScenarioError", "SettingsError", "Setup", "load", "names"]

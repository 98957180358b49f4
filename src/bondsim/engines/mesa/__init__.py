"""The Mesa engine: live agents on a Mesa space, calling the plain laws.

It is the readable reference, and made to be watched and subclassed.
"""

from bondsim.engines.mesa.agents import (
    Civilian,
    Department,
    Dispatcher,
    Dog,
    Handler,
    Member,
    Responder,
    Suspect,
)
from bondsim.engines.mesa.career import Career
from bondsim.engines.mesa.model import Incident

__all__ = [
    "Career",
    "Civilian",
    "Department",
    "Dispatcher",
    "Dog",
    "Handler",
    "Incident",
    "Member",
    "Responder",
    "Suspect",
]

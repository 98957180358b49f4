"""Codes of roles, of the terms of a choice, of hazards, and of how a run ends."""

# Roles --------------------------------------------------------------------------------------------
DOG = 1
HANDLER = 2
SUSPECT = 3
RESPONDER = 4
DISPATCHER = 5
CIVILIAN = 6
DEPARTMENT = 7
ROLES = {
    "dog": DOG,
    "handler": HANDLER,
    "suspect": SUSPECT,
    "responder": RESPONDER,
    "dispatcher": DISPATCHER,
    "civilian": CIVILIAN,
    "department": DEPARTMENT,
}

# Terms of the utility of an action, in the order of the law ---------------------------------------
COMMAND = 0
PROTECT = 1
TASK = 2
SEEK = 3
SELF = 4
EFFORT = 5
KIN = 6
TERMS = {
    "command": COMMAND,
    "protect": PROTECT,
    "task": TASK,
    "seek": SEEK,
    "self": SELF,
    "effort": EFFORT,
    "kin": KIN,
}
N_TERMS = len(TERMS)

# Shapes of the region in which a hazard does harm -------------------------------------------------
STRIP = 0  # a band along the x axis, such as a track
DISC = 1  # all points within a distance
SHAPES = {"strip": STRIP, "disc": DISC}

# What sets a hazard going -------------------------------------------------------------------------
FROM_START = 0  # its warning time counts from the first step
ON_ENTRAPMENT = 1  # its warning time counts from the moment its victim is caught
NEVER = 2  # it stands there, and nothing sets it going
TRIGGERS = {"start": FROM_START, "entrapment": ON_ENTRAPMENT, "never": NEVER}

# What kind of object a hazard is ------------------------------------------------------------------
KIND_FRONT = 0  # something lethal that arrives
KIND_ROOM = 1  # a room that somebody may be in
KINDS = {"front": KIND_FRONT, "room": KIND_ROOM}

# How a run ended ----------------------------------------------------------------------------------
DONE = 0
STEP_CAP = 1
STATUSES = {"done": DONE, "step_cap": STEP_CAP}

NOBODY = -1

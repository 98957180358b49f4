"""The words of the model and the integer codes that stand for them inside a run.

Codes are written into stored events: add at the end, never renumber.
"""

# Roles --------------------------------------------------------------------------------------------
DOG = 1
HANDLER = 2
SUSPECT = 3
RESPONDER = 4
DISPATCHER = 5
CIVILIAN = 6
ROLES = {
    "dog": DOG,
    "handler": HANDLER,
    "suspect": SUSPECT,
    "responder": RESPONDER,
    "dispatcher": DISPATCHER,
    "civilian": CIVILIAN,
}

# Actions ------------------------------------------------------------------------------------------
WAIT = 0  # nothing in particular: lie, stand, watch
PULL = 1  # take hold of a person and drag
GUARD = 2  # stay beside the partner
WITHDRAW = 3  # get out of the danger and stay away for a while
PURSUE = 4  # go after the quarry
HOLD = 5  # hold back until others are there
FLEE = 6  # run for the exit
SURRENDER = 7  # give up
TRAVEL = 8  # go to the place one was sent to
ACTIONS = {
    "wait": WAIT,
    "pull": PULL,
    "guard": GUARD,
    "withdraw": WITHDRAW,
    "pursue": PURSUE,
    "hold": HOLD,
    "flee": FLEE,
    "surrender": SURRENDER,
    "travel": TRAVEL,
}
N_ACTIONS = len(ACTIONS)
NO_ORDER = -1

# What each role can do; what is open in a situation is the law's business (`bondsim.laws.choose`)
REPERTOIRE = {
    DOG: 1 << PULL | 1 << GUARD | 1 << WITHDRAW | 1 << PURSUE,
    HANDLER: 1 << PURSUE | 1 << HOLD,
    SUSPECT: 1 << FLEE | 1 << SURRENDER,
    RESPONDER: 1 << TRAVEL | 1 << PULL | 1 << GUARD,
    DISPATCHER: 0,
    CIVILIAN: 0,
}

# Terms of the utility of an action, in the order of the law ---------------------------------------
COMMAND = 0
PROTECT = 1
TASK = 2
SEEK = 3
SELF = 4
EFFORT = 5
TERMS = {
    "command": COMMAND,
    "protect": PROTECT,
    "task": TASK,
    "seek": SEEK,
    "self": SELF,
    "effort": EFFORT,
}
N_TERMS = len(TERMS)

# Shapes of the region in which a hazard does harm -------------------------------------------------
STRIP = 0  # a band along the x axis, such as a track
DISC = 1  # all points within a distance
SHAPES = {"strip": STRIP, "disc": DISC}

# What sets a hazard going -------------------------------------------------------------------------
FROM_START = 0  # its warning time counts from the first step
ON_ENTRAPMENT = 1  # its warning time counts from the moment its victim is caught
TRIGGERS = {"start": FROM_START, "entrapment": ON_ENTRAPMENT}

# Events -------------------------------------------------------------------------------------------
CHOSE = 1
FELL = 2
CAUGHT_FAST = 3
SLIPPED_FREE = 4
CLEAR = 5
ORDERED = 6
NOTICED = 7
STRUCK = 8
PASSED = 9
STOPPED_SHORT = 10
RADIO_LOST = 11
RADIO_HEARD = 12
DISPATCHED = 13
BRAKING = 14
ARRIVED = 15
LOST_SIGHT = 16
ARRESTED = 17
ESCAPED = 18
PULLED = 19
LEARNED_TRUST = 20
LEARNED_BOND = 21
FOUND = 22
EVENTS = {
    "chose": CHOSE,
    "fell": FELL,
    "caught_fast": CAUGHT_FAST,
    "slipped_free": SLIPPED_FREE,
    "clear": CLEAR,
    "ordered": ORDERED,
    "noticed": NOTICED,
    "struck": STRUCK,
    "passed": PASSED,
    "stopped_short": STOPPED_SHORT,
    "radio_lost": RADIO_LOST,
    "radio_heard": RADIO_HEARD,
    "dispatched": DISPATCHED,
    "braking": BRAKING,
    "arrived": ARRIVED,
    "lost_sight": LOST_SIGHT,
    "arrested": ARRESTED,
    "escaped": ESCAPED,
    "pulled": PULLED,
    "learned_trust": LEARNED_TRUST,
    "learned_bond": LEARNED_BOND,
    "found": FOUND,
}

# How a run ended ----------------------------------------------------------------------------------
DONE = 0
STEP_CAP = 1
STATUSES = {"done": DONE, "step_cap": STEP_CAP}

NOBODY = -1

"""Codes of actions, the family of each, and what each role can do."""

from bondsim.vocabulary.codes import CIVILIAN, DEPARTMENT, DISPATCHER, DOG, HANDLER, RESPONDER, SUSPECT

WAIT = 0  # nothing in particular: lie, stand, watch
PULL = 1  # take hold of a person and drag
GUARD = 2  # stay beside the partner
WITHDRAW = 3  # get out of the danger and stay away for a while
PURSUE = 4  # go after the quarry
HOLD = 5  # hold back until others are there
FLEE = 6  # run for the exit
SURRENDER = 7  # give up
TRAVEL = 8  # go to the place one was sent to
# gun
SHOOT = 9  # aim at somebody and fire
# fight
BITE = 10  # take hold of somebody with the teeth
STAB = 11  # go for somebody with a blade
# sound
BARK = 12  # bark to be heard
# scent
TRACK = 13  # follow a trail
CAST = 14  # search for a lost trail or a plume
FREEZE = 15  # stand still and point at something
# perimeter
HIDE = 16  # hide
AMBUSH = 17  # lie in wait with a weapon
# body
CARRY = 18  # take a casualty to care
AID = 19  # press on a wound, tend somebody
# care
CPR = 20  # resuscitate
DECLARE = 21  # give somebody up
ALERT = 22  # wake or fetch somebody
# rooms
LOOK = 23  # search a room from outside
ENTER = 24  # go in
# feeling
WALK = 25  # walk along a line
COMFORT = 26  # comfort a neighbour
# crowd
THREATEN = 27  # growl, show teeth
APPROACH = 28  # come closer
CALM = 29  # stand still and speak low
SNAP = 34  # bite somebody within reach, unordered, and let go
RETREAT = 35  # back away from people
TUG = 36  # take somebody by the arm and pull away
# dart
AIM = 30  # aim a tranquilliser gun
LOWER = 31  # lower it
# kin
SEEK_SCENT = 32  # follow a remembered scent
# feeling, again
STAND = 33  # stand in line as ordered
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
    "shoot": SHOOT,
    "bite": BITE,
    "stab": STAB,
    "bark": BARK,
    "track": TRACK,
    "cast": CAST,
    "freeze": FREEZE,
    "hide": HIDE,
    "ambush": AMBUSH,
    "carry": CARRY,
    "aid": AID,
    "cpr": CPR,
    "declare": DECLARE,
    "alert": ALERT,
    "look": LOOK,
    "enter": ENTER,
    "walk": WALK,
    "comfort": COMFORT,
    "threaten": THREATEN,
    "approach": APPROACH,
    "calm": CALM,
    "aim": AIM,
    "lower": LOWER,
    "seek": SEEK_SCENT,
    "stand": STAND,
    "snap": SNAP,
    "retreat": RETREAT,
    "tug": TUG,
}
N_ACTIONS = len(ACTIONS)
NO_ORDER = -1

# The family of each action; those that are not named are of the core.
FAMILY_OF = {
    SHOOT: "gun",
    BITE: "fight",
    STAB: "fight",
    BARK: "sound",
    TRACK: "scent",
    CAST: "scent",
    FREEZE: "scent",
    HIDE: "perimeter",
    AMBUSH: "perimeter",
    CARRY: "body",
    AID: "body",
    CPR: "care",
    DECLARE: "care",
    ALERT: "care",
    LOOK: "rooms",
    ENTER: "rooms",
    WALK: "feeling",
    COMFORT: "feeling",
    STAND: "feeling",
    THREATEN: "crowd",
    APPROACH: "crowd",
    CALM: "crowd",
    SNAP: "crowd",
    RETREAT: "crowd",
    TUG: "crowd",
    AIM: "dart",
    LOWER: "dart",
    SEEK_SCENT: "kin",
}

# What each role can do; what is open in a situation is the law's business (`bondsim.laws.choose`)
_CAN = {
    DOG: (
        PULL,
        GUARD,
        WITHDRAW,
        PURSUE,
        BITE,
        BARK,
        TRACK,
        CAST,
        FREEZE,
        ALERT,
        LOOK,
        THREATEN,
        APPROACH,
        SEEK_SCENT,
        CALM,
        SNAP,
        RETREAT,
    ),
    HANDLER: (PURSUE, HOLD, TRACK, CAST, HIDE, SHOOT, AID, CARRY, LOOK, WALK, COMFORT, CALM),
    SUSPECT: (FLEE, SURRENDER, SHOOT, STAB, HIDE, AMBUSH),
    RESPONDER: (
        TRAVEL,
        PURSUE,
        PULL,
        GUARD,
        WITHDRAW,
        HOLD,
        CAST,
        HIDE,
        CARRY,
        AID,
        CPR,
        DECLARE,
        ENTER,
        COMFORT,
        STAND,
        AIM,
        LOWER,
    ),
    DISPATCHER: (),
    CIVILIAN: (CAST, COMFORT, FLEE, APPROACH, CALM, TUG),
    DEPARTMENT: (),
}
REPERTOIRE = {role: sum(1 << action for action in some) for role, some in _CAN.items()}

"""Addressed luck: every random number is looked up at an address, never drawn from a state.

The address is ``(seed, replicate, stream, agent, step)``. The same address gives the same number on every
machine, in every engine and in any order of calls, so one more agent, another thread or a resumed
experiment changes nobody else's luck, and two runs that differ in one parameter share all the luck that the
parameter does not touch.

The generator is Philox4x32-10 (`bondsim.sources.SALMON_2011`), written in signed 64-bit integers that are
masked after every step, so that the same source runs as plain Python and compiled.
"""

M32 = 0xFFFFFFFF

# Streams: what a number is used for. Codes are part of every stored result; add, never renumber.
WORLD = 1  # how the world is on this run: ground, delays, map positions
SENSES = 2  # whether a signal is detected
CHOICE = 3  # which action is drawn
INJURY = 4  # falls, wounds, entrapment
FORCE = 5  # how strong one pull is
RADIO = 6  # whether a message gets through
STANCE = 7  # when a person changes an order
MOTION = 8  # wandering of a path
SHUFFLE = 9  # which level a shuffled factor takes
ENTRAPMENT = 10  # whether a fall leaves one caught
# body, from 40
BLOOD = 40  # how much blood a body can lose

# gun, from 60
AIM_TIMES = 60  # how long a shot takes
ROUNDS = 61  # whether a round hits
TARGETS = 62  # whether a gun is turned on an attacker
LINES = 63  # whether a round meets a body in its line
ARMOUR = 64  # whether armour stops a round
WOUNDS = 65  # how bad a gunshot wound is
STOPS = 66  # whether a hit ends a fight
SEIZURES = 67  # whether a gun is lost in a struggle

# fight, from 80
BLOWS = 80  # how many blows a dog takes
HOLDS = 81  # whether a hold ends
HOLD_ENDS = 82  # how it ends
CUTS = 83  # whether a blow cuts, and how deep
STABS = 84  # how many wounds an attacker inflicts
STAB_WOUNDS = 85  # what each of them does

# scent, from 100
TRAIL_NOSE = 100  # whether a nose has what is in the air or on the ground
TRAIL = 101  # which way a trail is first followed
WANDER = 102  # bends of a path, wander of a heading, the wind of a run
BIRDS = 103  # whether birds are heard
RUSTLE = 104  # whether small sounds are heard

# sound, from 120
NOISE = 120  # the noise that masks, on this run
EARS = 121  # whether a sound is heard
HEADING = 122  # where a barking dog faces
BEARINGS = 123  # errors of bearings by ear
SIDE = 124  # from which side searchers come

# care, from 140
SEIZURE = 140  # whether a scent announces a seizure, and how long it lasts
HEART = 141  # whether and when hearts stop and return
WAKING = 142  # who is woken by what, and when one who sleeps checks
NOSE = 143  # whether a dog smells what comes
BITTEN_HAND = 144  # whether a dog standing guard bites
NOTICE = 145  # whether one who stays beside a body notices that it lives

# rooms, from 160
ROOM = 160  # in which room somebody is
ROOM_NOSE = 161  # whether a look smells somebody
HEARING = 162  # whether a look hears somebody
OVERHEARD = 163  # whether a search is heard
ESCALATION = 164  # when one who holds hostages turns on them
ENTRY = 165  # whom an entry harms

# feeling, from 180
MOURNING = 180  # what one feels and shows on this run
TIE = 181  # how close two people are

# crowd, from 200

# kin, from 220
CUE = 220  # whether a remembered scent gives a direction
CUE_ERROR = 221  # how far off that direction is
TURN = 222  # turns of one who wanders
DECOY = 223  # place that cues of a shuffled scent point at
LATCH = 224  # whether a latch has caught
KERB = 225  # whether one stops at a kerb
TRAFFIC = 226  # whether a vehicle comes
BLOW = 227  # whether it strikes
HEAR = 228  # whether a warning is heard and heeded
WITNESS = 229  # whether one who sees a stray reports it
CATCH = 230  # whether a unit catches a stray

# perimeter, from 240
AMBUSH_FIRE = 240  # when one who lies in wait opens fire
AMBUSH_HIT = 241  # whether he hits
AMBUSH_WOUND = 243  # whether a hit kills
CORDON = 242  # whether one who crosses a cordon slips by

# dart, from 260
FIRE = 260  # whether one who aims fires, and hits
COMPLY = 261  # how long an order to lower a gun takes to be weighed
DRUG = 262  # how long a drug takes

# medevac, from 280
SURGERY = 280  # whether surgery is survived
CRITICAL = 281  # whether the critical hours are

# skills, from 360
TEMPER = 360  # how excitable one is, whom it suits
SOUND = 361  # whether one turns out unsound
STARTLE = 362  # whether a dog startles and bites
TOLD_RIGHT = 363  # how often a handler's word led to good
SEEN_RIGHT = 364  # how often a dog's work was seen to be right
CUE_FOLLOWED = 365  # whether work followed a cue
ABSENCE = 366  # whether a dog stays while its handler is out of sight
EXAM = 367  # how a part of an examination goes

# kennel, from 380
HOLD = 380  # how a remembered scent holds one at the start
WIND = 381  # whether the wind brings it
LAPSES = 382  # how many moments of a drill go to something else
LATCH_SEEN = 383  # whether an open latch is noticed
LEAVING = 384  # whether a dog leaves by an open gate
# ward, from 420
RECOVERY = 420  # whether a patient wakes
NIGHTS = 421  # how many changes a night brings, how long they last, when the rounds are
NIGHT_NOSE = 422  # whether a dog finds one
NIGHT_WAKING = 423  # whether it wakes somebody, who follows it or not

# handover, from 440
ORDERS = 440  # whether an order of a new handler is refused
LEASH = 441  # whether a refusal is overridden
MEETING = 442  # whether a look recognises somebody

# office, from 460
POST = 460  # whether something is posted, and how many it can reach
GRANT = 461  # whether a wish is granted
DESK = 462  # how long what was granted takes

# visits, from 400
MISHAP = 400  # whether a visit goes wrong

# careers, from 500
CALLOUT = 500  # seed of an incident within a career
CALLOUT_LOW = 501  # its lower half

# strain, from 320
NERVES = 320  # what load one bears, and whether one returns

# ageing, from 340
LIFE = 340  # how much life and service a dog is given
SCREENING = 341  # when a vet examines it

# mourning, from 480
SORROW = 480  # how well each knew the dead
SECOND_DOG = 481  # whether another dog is taken

# duty, from 500
FINDS = 502  # what a search on duty comes to
CALLS = 503  # when a grave incident happens
KINDS_OF_CALL = 504  # which it is

STREAMS = {
    "world": WORLD,
    "senses": SENSES,
    "choice": CHOICE,
    "injury": INJURY,
    "force": FORCE,
    "radio": RADIO,
    "stance": STANCE,
    "motion": MOTION,
    "shuffle": SHUFFLE,
    "entrapment": ENTRAPMENT,
    # careers
    "callout": CALLOUT,
    "callout_low": CALLOUT_LOW,
    # body
    "blood": BLOOD,
    # gun
    "aim_times": AIM_TIMES,
    "rounds": ROUNDS,
    "targets": TARGETS,
    "lines": LINES,
    "armour": ARMOUR,
    "wounds": WOUNDS,
    "stops": STOPS,
    "seizures": SEIZURES,
    # fight
    "blows": BLOWS,
    "holds": HOLDS,
    "hold_ends": HOLD_ENDS,
    "cuts": CUTS,
    "stabs": STABS,
    "stab_wounds": STAB_WOUNDS,
    # scent
    "trail_nose": TRAIL_NOSE,
    "trail": TRAIL,
    "wander": WANDER,
    "birds": BIRDS,
    "rustle": RUSTLE,
    # sound
    "noise": NOISE,
    "ears": EARS,
    "heading": HEADING,
    "bearings": BEARINGS,
    "side": SIDE,
    # care
    "seizure": SEIZURE,
    "heart": HEART,
    "waking": WAKING,
    "nose": NOSE,
    "bitten_hand": BITTEN_HAND,
    "notice": NOTICE,
    # rooms
    "room": ROOM,
    "room_nose": ROOM_NOSE,
    "hearing": HEARING,
    "overheard": OVERHEARD,
    "escalation": ESCALATION,
    "entry": ENTRY,
    # feeling
    "mourning": MOURNING,
    "tie": TIE,
    # crowd
    # kin
    "cue": CUE,
    "cue_error": CUE_ERROR,
    "turn": TURN,
    "decoy": DECOY,
    "latch": LATCH,
    "kerb": KERB,
    "traffic": TRAFFIC,
    "blow": BLOW,
    "hear": HEAR,
    "witness": WITNESS,
    "catch": CATCH,
    # perimeter
    "ambush_fire": AMBUSH_FIRE,
    "ambush_hit": AMBUSH_HIT,
    "ambush_wound": AMBUSH_WOUND,
    "cordon": CORDON,
    # dart
    "fire": FIRE,
    "comply": COMPLY,
    "drug": DRUG,
    # medevac
    "surgery": SURGERY,
    "critical": CRITICAL,
    # skills
    "temper": TEMPER,
    "sound": SOUND,
    "startle": STARTLE,
    "told_right": TOLD_RIGHT,
    "seen_right": SEEN_RIGHT,
    "cue_followed": CUE_FOLLOWED,
    "absence": ABSENCE,
    "exam": EXAM,
    # kennel
    "hold": HOLD,
    "wind": WIND,
    "lapses": LAPSES,
    "latch_seen": LATCH_SEEN,
    "leaving": LEAVING,
    # strain
    "nerves": NERVES,
    # ageing
    "life": LIFE,
    "screening": SCREENING,
    # mourning
    "sorrow": SORROW,
    "second_dog": SECOND_DOG,
    # duty
    "finds": FINDS,
    "calls": CALLS,
    "kinds_of_call": KINDS_OF_CALL,
    # ward
    "recovery": RECOVERY,
    "nights": NIGHTS,
    "night_nose": NIGHT_NOSE,
    "night_waking": NIGHT_WAKING,
    # handover
    "orders": ORDERS,
    "leash": LEASH,
    "meeting": MEETING,
    # office
    "post": POST,
    "grant": GRANT,
    "desk": DESK,
    # visits
    "mishap": MISHAP,
}


def uniform(seed, replicate, stream, agent, step):
    """Uniform number at an address.

    Parameters
    ----------
    seed : int
        Seed of the experiment, in [0, 2**63).
    replicate : int
        Number of the replicate, in [0, 2**32).
    stream : int
        What the number is for, one of the codes of this module.
    agent : int
        Identity of the agent (`agent_id`), in [0, 2**32).
    step : int
        Step of the clock, or the count of the draw, in [0, 2**32).

    Returns
    -------
    float
        In the open interval (0, 1), on a lattice of 2**-52.

    References
    ----------
    .. [1] `bondsim.sources.SALMON_2011`.
    """
    c0 = step & M32
    c1 = agent & M32
    c2 = stream & M32
    c3 = replicate & M32
    k0 = seed & M32
    k1 = (seed >> 32) & M32
    for _ in range(10):
        p0 = 0xD2511F53 * c0
        p1 = 0xCD9E8D57 * c2
        n0 = ((p1 >> 32) & M32) ^ c1 ^ k0
        n2 = ((p0 >> 32) & M32) ^ c3 ^ k1
        c1 = p1 & M32
        c3 = p0 & M32
        c0 = n0
        c2 = n2
        k0 = (k0 + 0x9E3779B9) & M32
        k1 = (k1 + 0xBB67AE85) & M32
    return ((c0 >> 6) * 67108864.0 + (c1 >> 6) + 0.5) * (1.0 / 4503599627370496.0)


def another_seed(seed, replicate, stream, agent, step):
    """Seed of a run within a run: a whole number below 2**62 from an address.

    Parameters
    ----------
    seed, replicate, stream, agent, step : int
        As of `uniform`; it takes the numbers of `stream` and the next.
    """
    high = int(uniform(seed, replicate, stream, agent, step) * 2147483648.0)
    low = int(uniform(seed, replicate, stream + 1, agent, step) * 2147483648.0)
    return high * 2147483648 + low


def towards(stream, other):
    """Stream of what concerns another: i looking at j has other luck than j looking at i.

    Parameters
    ----------
    stream : int
        One of the codes of this module.
    other : int
        Identity of the other agent or the hazard, in [0, 2**32).
    """
    return (stream * 0x9E3779B1 + other) & M32


def agent_id(name):
    """Identity of an agent in addresses: a 32-bit hash of its name (FNV-1a), whatever its place in the cast.

    Parameters
    ----------
    name : str
        Name of the agent in its scenario.

    Returns
    -------
    int
        In [1, 2**32).
    """
    value = 0x811C9DC5
    for byte in name.encode():
        value = ((value ^ byte) * 0x01000193) & M32
    return value or 1

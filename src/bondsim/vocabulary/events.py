"""Codes of events, a block of twenty a family."""

from bondsim.vocabulary.events_of_days import OF_DAYS

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
PHASE = 23
CHASE_BEFORE = 24
ROUSED_BEFORE = 25
CALLED_BEFORE = 26
# body, from 40
WOUNDED = 40
FAINTED = 41
BLED_TO_DEATH = 42
PRESSED = 43
LIFTED = 44
SET_OFF = 45
IN_CARE = 46
DIED_OF_WOUND = 47

# gun, from 60
RAISED = 60
GUN_SEEN = 61
SHOT_MISSED = 62
HIT_BY_SHOT = 63
SHOT_ARMOUR = 64
FELLED = 65
HELD_FIRE = 66
GUN_LOST = 67

# fight, from 80
GRIPPED = 80
DISARMED = 81
SHAKEN_OFF = 82
GAVE_IN = 83
LET_GO = 84
STABBED = 85
KILLED = 86
BLOWS = 87
TORE_LOOSE = 88

# scent, from 100
DEPLOYED = 100
TOOK_TRAIL = 101
LOST_TRAIL = 102
TURNED_ROUND = 103
TRAIL_GIVEN_UP = 104
CAME_UP = 105
POINTS = 106
READS_DOG = 107
QUARRY_FOUND = 108

# sound, from 120
HEARD_FRIENDS = 120
HEARD_BARK = 121
LOST_BEARING = 122

# care, from 140
SEIZURE_BEGAN = 140
SEIZURE_ENDED = 141
NO_WARNING = 142
NO_SCENT = 143
FOREWARNED = 144
BARKED = 145
SLEPT_ON = 146
WOKEN = 147
DISBELIEVED = 148
CHECKS = 149
RECOVERED = 150
HEART_STOPPED = 151
CPR_BEGAN = 152
ADVANCED_CARE = 153
CPR_STOPPED = 154
RESUSCITATED = 155
RETURNED = 156
SEEN_ALIVE = 157
DECLARED = 158
RULED = 159
# care goes on from 300
LED_AWAY = 300
CAME_AWAY = 301
BITTEN = 302
TAKEN = 303
LEFT = 304
MISSED_RETURN = 305

# rooms, from 160
LOOKED = 160
SIGN_FOUND = 161
HEARD_OUTSIDE = 162
TURNED_ON = 163
HOSTAGE_HARMED = 164
SENT_IN = 165
ENTERED = 166
GAVE_UP = 167

# feeling, from 180
CRIED = 180
COMFORTED = 181
WALKED = 182

# crowd, from 200
SNAPPED = 200
TUGGED = 201
CALMED = 202

# kin, from 220
LEFT_PEN = 220
PEN_SHUT = 221
SMELLED = 222
FOUND_KIN = 223
RECALLED = 224
NEAR_MISS = 225
RUN_OVER = 226
KILLED_IN_TRAFFIC = 227
MET = 228
WARNED = 229
REPORTED = 230
RECAUGHT = 231

# perimeter, from 240
POSTED = 240
HELD_AT_CORDON = 241
GONE_TO_GROUND = 242
ROUSED = 243
TOOK_COVER = 244
AMBUSH_SHOT = 245
HIT_FROM_AMBUSH = 246
UP_THE_WIND = 247
OUT_OF_SCENT = 248
FAINT_SIGN = 249
SIGN_PASSED = 250
SIGN_TOO_LATE = 251
OFF_WORK = 252
OUTWEIGHED = 253
SIGN_TOO_SHORT = 254
NOT_READ = 255
NOT_BELIEVED = 256
SIGN_TOO_WEAK = 257

# dart, from 260
CALLED_DOWN = 260
FIRED = 261
DARTED = 262
ASLEEP = 263

# medevac, from 280
ALARM = 280
HELICOPTER_CALLED = 281
AMBULANCE_CALLED = 282
CREW_LEFT = 283
AT_HOSPITAL = 284
SURVIVED = 285
DIED_IN_SURGERY = 286
DIED_CRITICAL = 287

# skills, from 360
STARTLED = 360
UNSOUND = 361
CERTIFIED = 362
FAILED_EXAM = 363
DROPPED = 364
SWAPPED = 365

# kennel, from 380
DRIFTED = 380
HEEDED = 381
LATCH_FOUND = 382
STAYED = 383
FENCE_HELD = 384
LEFT_KENNEL = 385
DRILLS_REVIEWED = 386
# strain, from 320
BROKE_DOWN = 320
BACK_ON_DUTY = 321
LEARNED_HARM = 322

# ageing, from 340
DIED = 340
PUT_TO_SLEEP = 341
RETIRED = 342
HEART_FAILS = 343
HEART_FOUND = 344
RETIRED_UNFIT = 345
RETIRED_STRAIN = 346
RETIRED_ALONE = 347

# mourning, from 480
LOST = 480
PASSED_AWAY = 481
RECOVERED_SPIRIT = 482
DECLINED = 483
CAME_TO = 484

# duty, from 500
CALLED_OUT = 500
INCIDENT_OVER = 501
KILLED_ON_DUTY = 502


# visits, from 400
MORE_VISITS = 400
VISIT_WENT_WRONG = 401
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
    "phase": PHASE,
    "chase_before": CHASE_BEFORE,
    "roused_before": ROUSED_BEFORE,
    "called_before": CALLED_BEFORE,
    # body
    "wounded": WOUNDED,
    "fainted": FAINTED,
    "bled_to_death": BLED_TO_DEATH,
    "pressed": PRESSED,
    "lifted": LIFTED,
    "set_off": SET_OFF,
    "in_care": IN_CARE,
    "died_of_wound": DIED_OF_WOUND,
    # gun
    "raised": RAISED,
    "gun_seen": GUN_SEEN,
    "shot_missed": SHOT_MISSED,
    "hit_by_shot": HIT_BY_SHOT,
    "shot_armour": SHOT_ARMOUR,
    "felled": FELLED,
    "held_fire": HELD_FIRE,
    "gun_lost": GUN_LOST,
    # fight
    "gripped": GRIPPED,
    "disarmed": DISARMED,
    "shaken_off": SHAKEN_OFF,
    "gave_in": GAVE_IN,
    "let_go": LET_GO,
    "stabbed": STABBED,
    "killed": KILLED,
    "blows": BLOWS,
    "tore_loose": TORE_LOOSE,
    # scent
    "deployed": DEPLOYED,
    "took_trail": TOOK_TRAIL,
    "lost_trail": LOST_TRAIL,
    "turned_round": TURNED_ROUND,
    "trail_given_up": TRAIL_GIVEN_UP,
    "came_up": CAME_UP,
    "points": POINTS,
    "reads_dog": READS_DOG,
    "quarry_found": QUARRY_FOUND,
    # sound
    "heard_friends": HEARD_FRIENDS,
    "heard_bark": HEARD_BARK,
    "lost_bearing": LOST_BEARING,
    # care
    "seizure_began": SEIZURE_BEGAN,
    "seizure_ended": SEIZURE_ENDED,
    "no_warning": NO_WARNING,
    "no_scent": NO_SCENT,
    "forewarned": FOREWARNED,
    "barked": BARKED,
    "slept_on": SLEPT_ON,
    "woken": WOKEN,
    "disbelieved": DISBELIEVED,
    "checks": CHECKS,
    "recovered": RECOVERED,
    "heart_stopped": HEART_STOPPED,
    "cpr_began": CPR_BEGAN,
    "advanced_care": ADVANCED_CARE,
    "cpr_stopped": CPR_STOPPED,
    "resuscitated": RESUSCITATED,
    "returned": RETURNED,
    "seen_alive": SEEN_ALIVE,
    "declared": DECLARED,
    "ruled": RULED,
    "led_away": LED_AWAY,
    "came_away": CAME_AWAY,
    "bitten": BITTEN,
    "taken": TAKEN,
    "left": LEFT,
    "missed_return": MISSED_RETURN,
    # rooms
    "looked": LOOKED,
    "sign_found": SIGN_FOUND,
    "heard_outside": HEARD_OUTSIDE,
    "turned_on": TURNED_ON,
    "hostage_harmed": HOSTAGE_HARMED,
    "sent_in": SENT_IN,
    "entered": ENTERED,
    "gave_up": GAVE_UP,
    # feeling
    "cried": CRIED,
    "comforted": COMFORTED,
    "walked": WALKED,
    # crowd
    "snapped": SNAPPED,
    "tugged": TUGGED,
    "calmed": CALMED,
    # kin
    "left_pen": LEFT_PEN,
    "pen_shut": PEN_SHUT,
    "smelled": SMELLED,
    "found_kin": FOUND_KIN,
    "recalled": RECALLED,
    "near_miss": NEAR_MISS,
    "run_over": RUN_OVER,
    "killed_in_traffic": KILLED_IN_TRAFFIC,
    "met": MET,
    "warned": WARNED,
    "reported": REPORTED,
    "recaught": RECAUGHT,
    # perimeter
    "posted": POSTED,
    "held_at_cordon": HELD_AT_CORDON,
    "gone_to_ground": GONE_TO_GROUND,
    "roused": ROUSED,
    "took_cover": TOOK_COVER,
    "ambush_shot": AMBUSH_SHOT,
    "hit_from_ambush": HIT_FROM_AMBUSH,
    "up_the_wind": UP_THE_WIND,
    "out_of_scent": OUT_OF_SCENT,
    "faint_sign": FAINT_SIGN,
    "sign_passed": SIGN_PASSED,
    "sign_too_late": SIGN_TOO_LATE,
    "off_work": OFF_WORK,
    "outweighed": OUTWEIGHED,
    "sign_too_short": SIGN_TOO_SHORT,
    "not_read": NOT_READ,
    "not_believed": NOT_BELIEVED,
    "sign_too_weak": SIGN_TOO_WEAK,
    # dart
    "called_down": CALLED_DOWN,
    "fired": FIRED,
    "darted": DARTED,
    "asleep": ASLEEP,
    # medevac
    "alarm": ALARM,
    "helicopter_called": HELICOPTER_CALLED,
    "ambulance_called": AMBULANCE_CALLED,
    "crew_left": CREW_LEFT,
    "at_hospital": AT_HOSPITAL,
    "survived": SURVIVED,
    "died_in_surgery": DIED_IN_SURGERY,
    "died_critical": DIED_CRITICAL,
    # skills
    "startled": STARTLED,
    "unsound": UNSOUND,
    "certified": CERTIFIED,
    "failed_exam": FAILED_EXAM,
    "dropped": DROPPED,
    "swapped": SWAPPED,
    # kennel
    "drifted": DRIFTED,
    "heeded": HEEDED,
    "latch_found": LATCH_FOUND,
    "stayed": STAYED,
    "fence_held": FENCE_HELD,
    "left_kennel": LEFT_KENNEL,
    "drills_reviewed": DRILLS_REVIEWED,
    # strain
    "broke_down": BROKE_DOWN,
    "back_on_duty": BACK_ON_DUTY,
    "learned_harm": LEARNED_HARM,
    # ageing
    "died": DIED,
    "put_to_sleep": PUT_TO_SLEEP,
    "retired": RETIRED,
    "heart_fails": HEART_FAILS,
    "heart_found": HEART_FOUND,
    "retired_unfit": RETIRED_UNFIT,
    "retired_strain": RETIRED_STRAIN,
    "retired_alone": RETIRED_ALONE,
    # mourning
    "lost": LOST,
    "passed_away": PASSED_AWAY,
    "recovered_spirit": RECOVERED_SPIRIT,
    "declined": DECLINED,
    "came_to": CAME_TO,
    # duty
    "called_out": CALLED_OUT,
    "incident_over": INCIDENT_OVER,
    "killed_on_duty": KILLED_ON_DUTY,
    **OF_DAYS,
    # visits
    "more_visits": MORE_VISITS,
    "visit_went_wrong": VISIT_WENT_WRONG,
}

"""Events of careers: what may happen on a day."""

# ward, from 420
TAKEN_HOME = 420
FIRST_SIGN = 421
CONSCIOUS = 422
INDEPENDENT = 423
ON_DUTY = 424
LED_TO_SIGN = 425
SIGN_SEEN = 426
NOT_FOLLOWED = 427
FALSE_ALARM = 428

# handover, from 440
HANDED_OVER = 440
MOVED = 441
REFUSED = 442
FORCED = 443
VISITED = 444
CAME_HOME = 445

# office, from 460
POSTED_PUBLIC = 460
GRANTED_VISIT = 461
GRANTED_NEUTRAL = 462
GRANTED_HOME = 463

OF_DAYS = {
    # ward
    "taken_home": TAKEN_HOME,
    "first_sign": FIRST_SIGN,
    "conscious": CONSCIOUS,
    "independent": INDEPENDENT,
    "on_duty": ON_DUTY,
    "led_to_sign": LED_TO_SIGN,
    "sign_seen": SIGN_SEEN,
    "not_followed": NOT_FOLLOWED,
    "false_alarm": FALSE_ALARM,
    # handover
    "handed_over": HANDED_OVER,
    "moved": MOVED,
    "refused": REFUSED,
    "forced": FORCED,
    "visited": VISITED,
    "came_home": CAME_HOME,
    # office
    "posted_public": POSTED_PUBLIC,
    "granted_visit": GRANTED_VISIT,
    "granted_neutral": GRANTED_NEUTRAL,
    "granted_home": GRANTED_HOME,
}

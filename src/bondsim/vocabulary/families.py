"""Families of mechanisms: what a scenario may use beside the core.

Each has a module of its name among the states, the parameters, the rules and the laws.
"""

FAMILIES = (
    "body",  # blood, consciousness, wounds
    "gun",  # firearms
    "fight",  # bites, blades and blows
    "sound",  # barks and those who hear them
    "medevac",  # the way to hospital
    "scent",  # trails, plumes and the nose
    "perimeter",  # units around an area, hiding and ambush
    "care",  # seizures, hearts and resuscitation
    "rooms",  # rooms that are searched from outside
    "feeling",  # feelings that pass from one to another
    "crowd",  # bystanders and what they do to a dog
    "dart",  # tranquilliser guns
    "kin",  # remembered scents that lead, streets that hinder
    "ties",  # bond, trust and separation over days
    "skills",  # practice and fading, mentors, matches, examinations
    "kennel",  # attention that drifts, latches and those who watch them
    "visits",  # visits to one another, and what they heal
    "strain",  # stress load, vigilance and collapse over days
    "ageing",  # age, wear, retirement and death
    "duty",  # shifts, searches and incidents of a unit
    "mourning",  # how a loss is carried
    "ward",  # a patient who does not wake, the dog at the bed, the night nurse
    "handover",  # a dog whose handler is away, and its new one
    "office",  # public attention and what a department decides
)
# Those whose laws run once a day, in careers; the others run in incidents.
OF_CAREERS = frozenset(
    {
        "ties",
        "kennel",
        "skills",
        "visits",
        "strain",
        "ageing",
        "duty",
        "mourning",
        "ward",
        "handover",
        "office",
    }
)

"""State of the family `ties`: bond, trust and separation over days."""

from bondsim.state.field import Field

AGENT = (
    Field(
        "mate",
        "int",
        "",
        "place in the cast of the one it now lives and works with: its partner, until another comes; -1 for none",
        -1,
    ),
    Field("isolation", "float", "", "how much it has lately been without company, 0 to 1"),
    Field("distress_load", "float", "", "separation distress about all whom it misses, summed"),
)

RELATION = (
    Field("contact", "float", "", "share of the day spent together"),
    Field("response", "float", "", "how responsive the other is while they are together, 0 to 1"),
    Field("scent", "float", "", "how far something that smells of the other is there, 0 to 1"),
    Field(
        "accepted",
        "float",
        "",
        "how far the other's absence is accepted, 0 expected now, 1 no longer expected",
    ),
    Field("distress", "float", "", "separation distress about the other, 0 to 1"),
    Field("self_good", "float", "", "weight of experience that the other can look after itself"),
    Field("self_bad", "float", "", "weight of experience that it cannot"),
)

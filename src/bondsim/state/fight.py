"""State of the family `fight`: bites, blades and blows."""

"""State of the family `medevac`: the way to hospital."""

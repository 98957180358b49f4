"""State of the family `perimeter`: units around an area, hiding and ambush."""

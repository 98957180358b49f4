"""State of the family `scent`: trails, plumes and the nose."""

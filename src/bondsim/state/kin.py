"""State of the family `kin`: remembered scents that lead, streets that hinder."""

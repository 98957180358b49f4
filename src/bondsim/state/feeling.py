"""State of the family `feeling`: feelings that pass from one to another."""

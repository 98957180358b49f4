"""State of the family `body`: blood, consciousness, wounds."""

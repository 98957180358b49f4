"""State of the family `dart`: tranquilliser guns."""

"""State of the family `rooms`: rooms that are searched from outside."""

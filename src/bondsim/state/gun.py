"""State of the family `gun`: firearms."""

"""State of the family `crowd`: bystanders and what they do to a dog."""

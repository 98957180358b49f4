"""State of the family `care`: seizures, hearts and resuscitation."""

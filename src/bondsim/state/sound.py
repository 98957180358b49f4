"""State of the family `sound`: barks and those who hear them."""

"""What results can be asked: over draws, how sensitive, one run again, in sentences."""

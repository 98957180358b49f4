"""What is done with results as a whole: forecast, status, verify, compare, extend, export."""

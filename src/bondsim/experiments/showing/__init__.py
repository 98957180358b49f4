"""Results as a page and runs as films."""

"""Property tests try the same examples each time."""

from hypothesis import settings

settings.register_profile("same examples", max_examples=100, deadline=None, derandomize=True, database=None)
settings.load_profile("same examples")

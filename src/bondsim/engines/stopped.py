"""A stop while runs are under way, apart from all that a model needs: readers of results load this."""


class Stopped(Exception):
    """A block was given up because the user wants to stop."""

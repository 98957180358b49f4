"""What can go wrong with a result folder, and what a user's stop looks like."""

from pathlib import Path


class ResultsError(Exception):
    """A result folder cannot be used; the text says which, why, and what would do."""


class ClusterError(Exception):
    """A Dask cluster cannot be used, or not any more; the text says which, why, and what would do."""


class Interrupted(KeyboardInterrupt):
    """An experiment was stopped by its user before it was done; running it again goes on.

    It is a `KeyboardInterrupt`, so that a script that catches exceptions run by run stops too.

    Attributes
    ----------
    folder : Path
        Result folder, which holds everything finished so far.
    done : int
        Runs in it.
    """

    def __init__(self, folder: Path, done: int) -> None:
        super().__init__(f"stopped with {done} runs in {folder}; the same command goes on from there")
        self.folder = folder
        self.done = done

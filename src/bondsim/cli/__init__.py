"""The command `bondsim`: a thin skin over the package.

Each command imports what it needs when it runs, so that help and completion answer at once.
"""

from bondsim.cli.app import main

__all__ = ["main"]

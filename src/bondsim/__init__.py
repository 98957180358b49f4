"""bondsim: agent-based experiments on working-dog partnerships."""

__version__ = "0.1.0"

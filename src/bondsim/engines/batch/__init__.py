"""The batch engine: one compiled loop over runs, for sweeps. It makes no objects."""

from bondsim.engines.batch.block import run_block
from bondsim.engines.batch.compiled import compile, rules_digest
from bondsim.engines.recording import Block, Recording

__all__ = ["Block", "Recording", "compile", "rules_digest", "run_block"]

"""Blocks of runs, and who computes them on this machine."""

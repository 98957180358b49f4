"""The points of a design: chosen, listed or drawn, within a cap and under a condition."""

"""The result folder: filled block by block, made final, read again."""

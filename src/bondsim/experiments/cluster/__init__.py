"""The same blocks on a Dask cluster: how it is reached, and what its workers do."""

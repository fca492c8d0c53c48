"""The bundle: the graphs over one table, and the manifest."""

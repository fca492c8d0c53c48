"""How the steps of a build follow each other."""

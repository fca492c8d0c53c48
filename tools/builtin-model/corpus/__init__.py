"""The training text: pairs of texts that belong together, and running text."""

"""How to read the numbers of this bundle: from which cosine or score on a match is likely right, and how much stage 2 should count."""

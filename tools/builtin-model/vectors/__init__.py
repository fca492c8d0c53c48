"""Start vectors of the tokens: what words stand together with, how they are defined, and what WordNet relates them to."""

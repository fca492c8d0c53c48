"""The reranker: features of a pair of texts over the trained table, and the weights that they are added with."""

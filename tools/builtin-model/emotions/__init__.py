"""The emotion model: a linear layer over two ways of summing up a text's token vectors."""

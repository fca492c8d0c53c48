"""The tokenizer: a WordPiece vocabulary made from the training text."""

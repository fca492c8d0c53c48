"""Contrastive training of the token vectors."""

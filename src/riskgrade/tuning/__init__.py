"""Trying other numbers: a patch to a pack, what it would change, how it did in the past, and a search for better ones."""

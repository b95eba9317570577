"""Grading: facts to rules to a level, for one subject (`reference`, the meaning) or for all (`batch`)."""

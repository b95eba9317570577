"""The tests of the condition language."""

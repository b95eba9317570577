"""The tests of a pack: registers in, expected out; run on the reference and in columns, which must agree."""

"""Facts: from the records of the registers to one row of facts per subject, as of a date.

`reference` computes them for one subject in plain Python and is the meaning; `columns` and the modules beside it
compute the same for every subject at once.
"""

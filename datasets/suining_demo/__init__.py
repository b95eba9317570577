"""A made-up district in registers: what each module holds is one register, or one thing that several registers share.

Nothing in it is a real business or person. Codes belong to the division 990000, which does not exist; every name
begins with 合成 (synthetic). Run it as `python datasets/make_suining_demo.py`.
"""

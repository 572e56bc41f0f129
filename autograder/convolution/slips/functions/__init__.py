"""Slips in functions that students write: the same steps as everywhere, made in the arithmetic itself.

What a function does on one input is a `Work`, data that can be changed: where its windows stand, what
they see, what becomes of it. Each slip changes one thing of it.
"""

"""The kinds of questions: what each asks of a notebook, and how its answer is judged.

Nothing here runs a student's code. A question says which values it wants (`Export`), receives them
as data (`Answer`), and gives a `Verdict`.
"""

"""The kinds of questions: what each asks of a notebook, and how its answer is judged.

Nothing here runs a student's code. A question says what it needs of a notebook (`Export`), receives an
`Answer` as data and a `Port` for calls, and gives a `Verdict`.

    Exercise             what both sides have: the statement, and how an answer is judged
      Question             of a rubric: hidden probes, what is expected (`Key`), what is published
      PublicQuestion       built by `Question.publish`: all that students have, and enough for live checks

A folder for each kind, and one line of the table in `kinds.py`: `judging.py` is the exercise,
`question.py` the rubric's side, `public.py` the students', `sentences.py` what is told of mistakes,
`referee.py` what Keras says live.
"""

"""Grading: one submission gives marks, a class gives marks, and the gradebook keeps them.

`grader.Grader` grades one assignment for everybody who asks: the command line, nbgrader's seam,
Gradescope's harness, `verify`. A submission passes through its steps as data:

    submission.read_submission    a file that anybody may have written -> Submission
    plan.make_plan                its repaired cells, what is taken out where -> Plan
    evidence.runner               what the plan's run gave: kept from before, or run now
    run.open_run                  an engine runs the plan -> what came out, and ports for calls
    judging.judge                 by an exam, question by question -> Marks
    graded_notebook, autograded   the notebook that students and staff look at
    ledger                        gradebook, graded notebook and marks are kept, unless they are there

`cluster` has plans run by other machines, in the place of an engine.
`opening` puts a grader together; `regrading` and `reporting` ask one again, without running anything.

What counts as right is an `exam.Exam`: `kit_exam` makes one of a master and a rubric, `plain_course`
one of ordinary nbgrader cells.
"""

"""Runs any notebook in a process of its own: values out, nothing else. Knows nothing of courses.

Who talks to whom, from left to right:

    grading ──── session ──── outside ════ process ════ inside ──── the notebook's cells
                              trusted     four pipes    not trusted

Grading opens a `session` on an engine, and speaks to nothing else here. `outside` is the grader's
side: it sends commands, takes outputs and values in, and believes no byte of them. `inside` runs in
the notebook's process, beside unknown code. A `process` holds the four pipes between the two; what
passes on them are `frame`s. There are two ways to start a process, an engine each:

    fresh     grader ──starts── notebook

    forked    grader ──starts── keeper ──starts── zygote ──forks── supervisor ──forks── notebook

The zygote has imported everything, and reads nothing of a submission: for each it forks a supervisor,
which forks the notebook's process. That puts the `sandbox` around itself before it reads a cell;
another wall may stand around the zygote. The supervisor gives it a disk in memory, where that can
be had, watches what the notebook uses, hears what the wall refuses, and ends all that the notebook
started. The grader puts it into a group of processes of its own, where the kernel has them (`groups`). The keeper ends everything when the grader
is gone. In the forked engine the grader holds, beside the pipes,

    to the keeper       a lifeline: when it closes, everything ends
    to the zygote       a socket: the word to fork, and the descriptors of a new process
    to a supervisor     a socket: interrupt and end go in; refusals and a last report come out

A file called `..._program` is what runs in a process; one called `process` or `..._process` is how
the grader holds it. What a course has done before the first cell is its `preparation`.

There is no code here: the keeper's process starts with the standard library alone.
"""

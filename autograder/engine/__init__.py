"""Runs any notebook in a process of its own: values out, nothing else. Knows nothing of courses.

    grading ── session ── outside ══ process ══ inside ── the notebook's code
                          trusted    4 pipes    not trusted

Grading opens a `session` on an engine and speaks to nobody else. `outside` is the grader's side of
it: it sends commands, takes outputs and values in, and checks every byte. `inside` is what runs in
the notebook's process, beside unknown code. Between the two are four pipes, which a `process`
holds; on them pass `frame`s. There are two ways to have such a process, an engine each:

    fresh     grader ─starts─> notebook

    forked    grader ─starts─> keeper ─starts─> zygote ─forks─> supervisor ─forks─> notebook
                │ lifeline ───────┘                │                │                  │
                ├ the word to fork ────────────────┘                │                  │
                ├ interrupt, end; how it ended, what was refused ───┘                  │
                └ commands; frames and printed text ───────────────────────────────────┘

The zygote has imported everything and reads nothing of a submission. The keeper ends it, and all
that it started, when the grader is gone. The supervisor watches one notebook and ends what that
started. The notebook's process is a copy of the zygote that first puts the `sandbox` around
itself; another wall may stand around the zygote.

A file called `..._program` is what runs in a process, and one called `process` or `..._process`
is the same process as the one who started it holds it.

There is no code here: the keeper's process starts with the standard library alone.
"""

"""Evidence: what a run gave, as data that lasts. Marks are a function of rubric and evidence.

    evidence        what came out of one run, and what was called while it was judged
    fingerprint     everything that made it, as one text: nothing changed, nothing run
    ports           the live ports, recorded; and ports that answer from the record
    evidence_file   evidence as bytes, and back: read with the caution of the pipe
    store           where it lies in the course: `evidence/<assignment>/`
    runner          gives what a plan's run gave, from the store or by running it

A notebook's process made what is in evidence: it is data of bounded size, never code, and it never
enters a sandbox or another student's page.
"""

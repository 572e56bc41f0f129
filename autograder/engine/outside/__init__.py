"""The grader's side of a session: trusted code, which believes nothing that comes out of a process."""

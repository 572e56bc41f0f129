"""What grading costs: `make bench`, or `python -m tests.benchmarks`."""

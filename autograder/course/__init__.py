"""An assignment: its master and rubric loaded, its release built, a submission's cells repaired."""

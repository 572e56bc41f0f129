"""An assignment: its master and rubric loaded, built, verified; a submission's cells repaired."""

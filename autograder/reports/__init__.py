"""What staff read of a class."""

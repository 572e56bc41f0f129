"""Otter: an assignment as Otter releases and grades it."""

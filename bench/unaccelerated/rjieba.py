"""Stands before the accelerator on PYTHONPATH, where it is to be left out for comparison."""

raise ImportError("left out for comparison")

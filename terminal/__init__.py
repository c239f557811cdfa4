"""How everything looks on a terminal and in a pipe. Returns text; `commands/` prints it.

Each look is imported where it is needed, so that `--help` loads none of the others.
"""

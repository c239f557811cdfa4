"""The commands, by what they are for: flags in, one call, print out. Exit status as grep's.

0 found, 1 nothing found, 2 an error. Nothing heavy is imported before a command needs it, so that
`--help` answers at once.
"""

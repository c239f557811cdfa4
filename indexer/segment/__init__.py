"""The files of a Whoosh segment, written by array: `postings` (gathered, in order) → `terms`, `codec` (on disk)."""

"""Help with typing: what a query may have meant, and how it may go on, from what the archive has.

`keeping` holds the vocabulary of the index in use, `vocabulary` gathers it, `spelling` corrects and
`completion` completes; `sounds` and `shapes` say which characters are taken for one another.
"""

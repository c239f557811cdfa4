"""The search page: HTML and JSON over `search.archive`, with no search logic of its own."""

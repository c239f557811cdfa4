"""The way of a document: load → clean → parse → store → analyze → write."""

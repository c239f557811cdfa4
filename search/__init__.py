"""The way of a query: parse → search → locate → highlight → render."""

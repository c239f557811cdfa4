"""Measurements: how fast the engine is, beside the one it would be without our own work on it."""

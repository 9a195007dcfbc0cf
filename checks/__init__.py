"""Judges: a visit and a rubric in, a verdict out. Pure: no clock, no network, no file."""

"""Understands: text and signals in, meaning out. Pure: no clock, no network, no file."""

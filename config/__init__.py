"""Whom and how: YAML and school lists, and the only code that reads them."""

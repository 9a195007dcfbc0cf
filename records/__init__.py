"""What the rooms hand over to each other: frozen values, no I/O."""

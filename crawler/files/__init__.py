"""Files that portals link to, opened and read in child processes that may die. The door is `crawler.files.reader`."""

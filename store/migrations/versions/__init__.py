"""One file a revision; `NNNN_what_changes.py`, never edited once released."""

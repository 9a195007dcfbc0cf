"""The schema's history, for Alembic: env.py and one file a revision in versions/."""

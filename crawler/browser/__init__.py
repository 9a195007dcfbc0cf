"""Pages that only a browser can read: headless Chromium behind a guarded proxy, for the few pages that need it."""

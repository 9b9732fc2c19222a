"""Looks at sites as a contributor would: one nobody has declared yet, or one that may no longer be as declared."""

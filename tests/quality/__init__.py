"""The quality gate: what our reading of real pages is worth, beside its peers, and floors it may not fall below."""

"""Says how outlets are: one word for a run, and what an outlet's own past makes of it. Pure rules, no fetching."""

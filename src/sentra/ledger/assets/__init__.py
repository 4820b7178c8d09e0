"""Fixed assets: what was bought, what it loses each month, how it leaves."""

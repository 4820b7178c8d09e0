"""Fixed assets on screen."""

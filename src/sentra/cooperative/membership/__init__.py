"""Members: joining, the register, consents, delegates, leaving."""

"""The office's registry and its owners: she says who she is there, the office answers, she applies."""

"""Surplus (SHU): a scheme of named parts, shared to the rupiah, frozen with its inputs, explained to each."""

"""Provisions in, criteria out; a unit's figures in, verdicts with reasons out."""

"""Texts, not code: what the bot says in Vietnamese, and prompts for a language model."""

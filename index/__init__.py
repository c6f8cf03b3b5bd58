"""Provisions in, a searchable snapshot on disk out."""

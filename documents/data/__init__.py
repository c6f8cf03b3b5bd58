"""Counts that ship with the project, and the recipe that makes them."""

"""A message in, a reply out: Telegram, terminal, command line, settings, state. Faces only."""

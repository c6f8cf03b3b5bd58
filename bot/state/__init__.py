"""What the bot remembers, in one database: SQLite by default, PostgreSQL by a setting."""

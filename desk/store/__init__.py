"""The only SQL of the desk: tables, migrations, one writer thread; the same code for SQLite and PostgreSQL."""

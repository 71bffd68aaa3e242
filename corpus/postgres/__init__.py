"""A PostgreSQL server under the library and the index: connections, migrations, and what differs from a file."""

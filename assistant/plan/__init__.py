"""The plan of action as a table: conditions on its columns, questions about it, exact answers, and its display."""

"""What a query says: its stems, terms, topic, and the kind of answer it asks for."""

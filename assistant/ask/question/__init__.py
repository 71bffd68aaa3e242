"""What is asked: a message read for its core, its kind, its scope and its subject, before anything is answered."""

"""What is known of documents: the bundled catalogue, and how a file is recognised."""

"""Answers: from a question and the search to quoted, cited statements, or a refusal."""

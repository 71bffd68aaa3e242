"""An audit of study items that shares nothing with what makes them: texts, numbers and references are read anew.

It reads a quiz as JSON and the library's database. `python -m tests.study_audit QUIZ.json --home HOME` prints a table
by kind and language and exits 1 where any item fails. What each reason means: `reasons.py`.
"""

"""What is read from bare text: its language, sentences, amounts, and its folded form."""

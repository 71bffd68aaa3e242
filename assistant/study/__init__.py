"""A study aid for trainers: questions, cards, hand-outs and sessions whose every key is a paragraph."""

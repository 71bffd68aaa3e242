"""Who may do what: roles, users, keys, limits. Off on one's own machine, demanded on any other address."""

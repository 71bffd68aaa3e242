"""The made-up documents of the tests, as data, and the libraries built from them."""

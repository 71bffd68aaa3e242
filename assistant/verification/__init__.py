"""The check of quotations: the parts that `assistant.verifying` puts together."""

"""The check of quotations: the parts that `assistant.verify.verifier` puts together."""

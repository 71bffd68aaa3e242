"""Side by side: the product and what people would install instead, on the same passages and questions, in one run."""

"""What the built-in model and the validator both know of a text: one understanding, not two."""

"""What the figures in the docs are made with, and what trains the built-in model."""

"""Publishing: distributions of packages and of the toolkit, what is checked of them, and where they go."""

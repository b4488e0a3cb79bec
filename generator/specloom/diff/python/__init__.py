"""Compares what two generated packages offer to Python code: what changed there though the API did not."""

"""What runs inside the environments: plain scripts, each printing JSON."""

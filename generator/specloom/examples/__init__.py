"""Examples: values that fit the schemas of a normal form, and Python that makes them; used by pages and tests alike."""

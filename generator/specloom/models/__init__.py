"""Models: from the component schemas of a normal form to the modules of `<package>/models`."""

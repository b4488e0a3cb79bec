"""Reports of a comparison, what is accepted, the command, and the comparison of Python interfaces."""

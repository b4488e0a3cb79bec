"""What a generated package costs, beside its peers: `make bench` measures it all and writes RESULTS.md.

The numbers of one run belong together; those of two runs can't be compared. Hence ratios, and hence everything is
measured by turns: processes round-robin, blocks of calls alternately. Time is CPU time, since others use the machine.
"""

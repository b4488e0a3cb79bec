"""Pages: what comes with a package to be read, README, reference and change log, and the samples in its document."""

"""Benchmarks beside other programs: every figure is a ratio formed inside one round of one run."""

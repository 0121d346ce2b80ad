"""The order queue: columns of painted cards over list models."""

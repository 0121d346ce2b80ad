"""What lies outside the building, faithful, and reached by the same door as the real thing."""

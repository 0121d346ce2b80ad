"""What is too long for every test run; `dev.py long NAME`."""

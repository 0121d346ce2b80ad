"""What people type, understood: numbers, names and addresses, times, products of a catalogue."""

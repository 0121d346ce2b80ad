"""What things look like: functions that draw on a canvas, used by the widgets and by the first picture."""

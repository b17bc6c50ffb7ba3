"""Files of other programs: imports that can be taken back, and exports."""

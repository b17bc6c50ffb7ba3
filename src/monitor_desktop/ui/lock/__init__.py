"""The lock and what guards the window: idle, suspend, clipboard, captures, panic."""

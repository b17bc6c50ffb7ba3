"""What the window is made of: colours, words, small widgets. Knows no profile."""

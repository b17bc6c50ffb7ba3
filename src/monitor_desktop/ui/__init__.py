"""Windows. Uses services, declarations and words, nothing else."""

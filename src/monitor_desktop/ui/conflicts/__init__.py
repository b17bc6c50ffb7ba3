"""Where two people disagree: the queue, both sides, a decision; who is twice."""

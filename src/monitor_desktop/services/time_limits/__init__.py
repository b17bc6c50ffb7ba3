"""What is due when: deadlines of laws, terms of custody, days a reply took."""

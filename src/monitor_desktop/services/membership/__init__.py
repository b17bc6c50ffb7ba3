"""Who belongs to the group: keys, what coordinators state, who may receive what."""

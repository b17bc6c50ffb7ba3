"""Empty stores, laid out once: what a test makes anew is a copy of one.

A new store writes several hundred tables and indexes, which took a sixth of the time
of the suite. The first is made by the program itself, before any test has changed
anything; the others are that file, turned to the key they are wanted for, which
SQLCipher does page by page. So every profile of a test still has a key of its own,
drawn at random.
"""

import os
import shutil

from monitor_desktop.crypto.digests import random_bytes
from monitor_desktop.store import engine
from monitor_desktop.store.store import Store


class BlankStores:
    """Stores with nothing in them, by the key that opens them.

    Args:
        folder: Where they are kept.
        clock: Wall clock; nothing of it is in them.
        ids: Source of ids; none is in them.
    """

    def __init__(self, folder, clock, ids):
        self._folder = folder
        self._first_key = random_bytes(engine.KEY_BYTES)
        self._first = folder / "first"
        self._turned = {}
        self._keys = []
        self.drawn = 0
        Store(self._first, self._first_key, clock=clock, ids=ids).close()

    def key(self):
        """The key of the next profile of a test; ``drawn`` is 0 when it begins."""
        if self.drawn == len(self._keys):
            self._keys.append(random_bytes(engine.KEY_BYTES))
        self.drawn += 1
        return self._keys[self.drawn - 1]

    def lay(self, path, key):
        """Put an empty store where there is nothing yet and where it can be written."""
        if path.exists() or not os.access(path.parent, os.W_OK):
            return
        if key not in self._turned:
            self._turned[key] = self._turn(key)
        shutil.copyfile(self._turned[key], path)

    def _turn(self, key):
        turned = self._folder / str(len(self._turned))
        shutil.copyfile(self._first, turned)
        connection = engine._connect(turned, self._first_key)
        # Nobody needs what a fall of the machine would leave of it.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.close()
        return turned

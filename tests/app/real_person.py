"""A person before a real X server: eyes on the window, ten fingers, one mouse."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

PATIENCE_S = 60
"""Longer than anything takes on a machine with much else to do."""
EYES = Path(__file__).with_name("eyes")
BETWEEN_KEYS_MS = "4"
KEYBOARD = """xkb_keymap {{
    xkb_keycodes {{ include "evdev+aliases(qwerty)" }};
    xkb_types {{ include "complete" }};
    xkb_compat {{ include "complete" }};
    xkb_symbols {{ include "pc+{layout}+inet(evdev)" }};
    xkb_geometry {{ include "pc(pc105)" }};
}};
"""
_QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def until(holds, *, patience_s=PATIENCE_S):
    """Wait until something is so; what it is then."""
    end_s = time.monotonic() + patience_s
    while time.monotonic() < end_s:
        found = holds()
        if found:
            return found
        time.sleep(0.05)
    return None


def has_keyboard(display, layout):
    """The server has taken the keyboard; it may not listen yet."""
    given = KEYBOARD.format(layout=layout).encode()
    command = ["xkbcomp", "-w0", "-", display]
    return not subprocess.run(command, input=given, check=False, **_QUIET).returncode


@contextlib.contextmanager
def ended(command, **places):
    """Another program for a while, gone afterwards whatever happens."""
    with subprocess.Popen(command, **_QUIET, **places) as made:
        try:
            yield made
        finally:
            made.kill()


@contextlib.contextmanager
def screen():
    """An X server of its own with a window manager and a keyboard; its name."""
    reads, writes = os.pipe()
    wanted = ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1366x768x24"]
    with ended([*wanted, "-nolisten", "tcp"], pass_fds=[writes]):
        os.close(writes)
        with os.fdopen(reads) as told:  # closed too early, it would end the server
            display = f":{told.readline().strip()}"
        assert until(lambda: has_keyboard(display, "us"))
        with ended(["openbox"], env=os.environ | {"DISPLAY": display}):
            yield display


def missing_tools():
    """What a screen and a person are made of that is not here."""
    tools = ("Xvfb", "openbox", "xdotool", "xkbcomp")
    return [each for each in tools if shutil.which(each) is None]


class Person:
    """Sees what a person sees, and does what a person does.

    Args:
        display: Name of the X server.
        eyes: Name under which the window tells what stands in it.
        say: What a message is called in the language of the window.
    """

    def __init__(self, display, eyes, say):
        self._display = display
        self._places = os.environ | {"DISPLAY": display}
        self._layout = "us"
        self._eyes = eyes
        self.say = say
        self.keys = 0

    def sees(self):
        """What stands in the window now, or nothing."""
        try:
            with socket.socket(socket.AF_UNIX) as asking:
                asking.settimeout(PATIENCE_S)
                asking.connect(f"\0{self._eyes}")
                told = b"".join(iter(lambda: asking.recv(1 << 16), b""))
            return json.loads(told) if told else None
        except OSError:  # nobody there: it begins anew
            return None

    def waits(self, holds, what):
        """Wait until what is seen is so; what is seen then."""

        def looked():
            seen = self.sees()
            return seen if seen and seen["window"] and holds(seen) else None

        found = until(looked)
        assert found, f"{what} never came; in sight: {self.sees()}"
        return found

    def waits_for(self, message):
        """Wait until a field or a button is there and can be used."""
        name = self.say(message)
        return self.waits(lambda seen: name in seen["places"], name)

    def waits_for_focus(self, name):
        """Wait until the keys go to what is called so; a star may follow."""
        self.waits(lambda seen: seen["focus"].startswith(name), f"the focus on {name}")

    def _does(self, *words):
        subprocess.run(["xdotool", *words], env=self._places, check=True)

    def strikes(self, text):
        """Each letter has its own key before the first one is pressed.

        A tool that gives keys to letters, or changes the group of keys, while it types
        loses some of them; so the whole keyboard is changed, as people do it.
        """
        self.keys += len(text)
        self._takes_keyboard("us" if text.isascii() else "tj")
        self._does("type", "--delay", BETWEEN_KEYS_MS, text)

    def types(self, text):
        """Into the line that has the focus, and reads it over."""
        self.strikes(text)
        self.waits(lambda seen: seen["text"].endswith(text), f"what was typed, {text},")

    def _takes_keyboard(self, layout):
        if layout != self._layout:
            assert has_keyboard(self._display, layout)
            self._layout = layout

    def presses(self, *names):
        self.keys += len(names)
        self._takes_keyboard("us")
        self._does("key", "--delay", BETWEEN_KEYS_MS, *names)

    @contextlib.contextmanager
    def holds(self, *names):
        """Keys down for as long as it takes."""
        self._takes_keyboard("us")
        for each in names:
            self._does("keydown", each)
        try:
            yield
        finally:
            for each in reversed(names):
                self._does("keyup", each)

    def clicks_on(self, message, *, which=0):
        """With the mouse, on a button or field, once it can be used and stays there.

        What the window is still working on may push everything else down.
        """
        name, works, before = self.say(message), self.say("Working…"), None

        def stays(seen):
            nonlocal before
            last, before = before, seen["places"].get(name)
            return before and before == last and works not in seen["texts"]

        place = self.waits(stays, name)["places"][name][which]
        self._does("mousemove", *map(str, place), "click", "1")

    def fills(self, message, text):
        self.clicks_on(message)
        self.waits_for_focus(self.say(message))
        self.presses("ctrl+a")
        self.types(text)

    def chooses(self, text):
        """Type into a picker and press Enter, whether the list is there or not."""
        self.types(text)
        self.presses("Return")
        self.waits(lambda seen: seen["chosen"], f"the choice of {text}")

    def chooses_last(self, text):
        """Type into a picker, look at the list, and take what stands last in it."""
        self.types(text)

        def offered(seen):
            return seen["offers"] and seen["offers"][-1].endswith(text)

        offers = self.waits(offered, f"offers for {text}")["offers"]
        self.presses(*["Down"] * (len(offers) - 1), "Return")
        self.waits(lambda seen: seen["chosen"], f"the choice of {text}")

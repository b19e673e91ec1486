"""A headless Chromium, driven over a pipe with the DevTools protocol: JSON messages that end in NUL."""

import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
         "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--hide-scrollbars", "--force-device-scale-factor=1", "--lang=en-US"]

# key, and the text it types: without one a key press does not act as the user's would
KEYS = {"Tab": 9, "Enter": 13, " ": 32, "End": 35, "Home": 36, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39,
        "ArrowDown": 40, "Backspace": 8, "Delete": 46}
TEXTS = {"Enter": "\r", " ": " "}


def spare_descriptor(descriptor):
    """A copy with a number above 9, so that giving the browser its 3 and 4 overwrites nothing."""
    copy = fcntl.fcntl(descriptor, fcntl.F_DUPFD, 10)
    os.close(descriptor)
    return copy


class Browser:
    def __init__(self, program, patience=20):
        self.patience = patience
        self.folder = tempfile.mkdtemp(prefix="page-test-")
        to_browser, self.commands = map(spare_descriptor, os.pipe())
        self.answers, from_browser = map(spare_descriptor, os.pipe())
        with open(os.path.join(self.folder, "log"), "wb") as log:
            self.process = subprocess.Popen(
                [program, *FLAGS, "--remote-debugging-pipe", f"--user-data-dir={self.folder}/profile", "about:blank"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[3, 4],
                preexec_fn=lambda: (os.dup2(to_browser, 3), os.dup2(from_browser, 4)))
        os.close(to_browser)
        os.close(from_browser)
        self.unread = b""
        self.events = []
        self.count = 0
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def close(self):
        try:
            self.session = None
            self.call("Browser.close")
        except (OSError, RuntimeError, TimeoutError):
            self.process.kill()
        self.process.wait()
        os.close(self.commands)
        os.close(self.answers)
        shutil.rmtree(self.folder, ignore_errors=True)

    def receive(self):
        deadline = time.monotonic() + self.patience
        while b"\0" not in self.unread:
            if not select.select([self.answers], [], [], max(0, deadline - time.monotonic()))[0]:
                raise TimeoutError("the browser does not answer")
            piece = os.read(self.answers, 1 << 20)
            if not piece:
                raise RuntimeError("the browser ended")
            self.unread += piece
        message, self.unread = self.unread.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.count += 1
        message = {"id": self.count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.commands, data):]
        while True:
            answer = self.receive()
            if answer.get("id") != self.count:
                self.events.append(answer)
            elif "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']['message']}")
            else:
                return answer["result"]

    def await_event(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.receive())

    def open(self, path):
        """Loads a file and gives its address."""
        self.events = [event for event in self.events if event.get("method") != "Page.loadEventFired"]
        url = f"file://{path}"
        self.call("Page.navigate", url=url)
        self.await_event("Page.loadEventFired")
        return url

    def resize(self, width, height=900):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def evaluate(self, expression):
        """The value of a JavaScript expression, which may be a promise."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']['exception'].get('description')}")
        return answer["result"].get("value")

    def await_true(self, expression):
        deadline = time.monotonic() + self.patience
        while not self.evaluate(expression):
            if time.monotonic() > deadline:
                raise TimeoutError(f"never true: {expression}")

    def center(self, selector):
        """Where an element is, after it was scrolled into view."""
        return self.evaluate(f"""(() => {{
            const element = document.querySelector({json.dumps(selector)});
            element.scrollIntoView({{block: "center", behavior: "instant"}});
            const box = element.getBoundingClientRect();
            return {{x: box.x + box.width / 2, y: box.y + box.height / 2, left: box.left, width: box.width}};
        }})()""")

    def mouse(self, kind, x, y, held=True):
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=int(held), clickCount=1)

    def click(self, selector):
        place = self.center(selector)
        self.mouse("mousePressed", place["x"], place["y"])
        self.mouse("mouseReleased", place["x"], place["y"], held=False)

    def drag_slider(self, selector, start, end):
        """Drags the thumb from one fraction of the track to another."""
        place = self.center(selector)
        thumb = 16
        at = [place["left"] + thumb / 2 + fraction * (place["width"] - thumb) for fraction in (start, end)]
        self.mouse("mousePressed", at[0], place["y"])
        for step in range(1, 9):
            self.mouse("mouseMoved", at[0] + (at[1] - at[0]) * step / 8, place["y"])
        self.mouse("mouseReleased", at[1], place["y"], held=False)

    def press(self, key, shift=False, times=1):
        event = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": KEYS[key],
                 "modifiers": 8 if shift else 0}
        for _ in range(times):
            self.call("Input.dispatchKeyEvent", type="keyDown" if key in TEXTS else "rawKeyDown",
                      **event, **({"text": TEXTS[key]} if key in TEXTS else {}))
            self.call("Input.dispatchKeyEvent", type="keyUp", **event)

    def type(self, selector, text):
        """Clicks a field, replaces what is in it and leaves it."""
        self.click(selector)
        self.evaluate("document.activeElement.select()")
        self.press("Delete")
        self.call("Input.insertText", text=text)
        self.press("Tab")

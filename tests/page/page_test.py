"""The page that `logits page` writes, tried in a real browser: page_test.py LOGITS CHROMIUM

Numbers are compared with those of the command; mouse, keyboard and typing are the browser's own events.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
import unittest

from browser import Browser

LOGITS, CHROMIUM = (os.path.abspath(path) for path in sys.argv[1:3])
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data")
WORKED = ["mat=3.2", "floor=2.5", "couch=1.8", "roof=0.5", "moon=-2.0"]
T_BOX, T_SLIDER, K_BOX, K_SLIDER = "#temperature", "#temperature-slider", "#top-k", "#top-k-slider"
P_BOX, P_SLIDER, M_BOX = "#top-p", "#top-p-slider", "#min-p"


def logits(*arguments, **options):
    return subprocess.run([LOGITS, *arguments], stdout=subprocess.PIPE, check=True, **options).stdout


def shell(command):
    path = os.path.dirname(LOGITS) + os.pathsep + os.environ["PATH"]
    done = subprocess.run(["sh", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env={**os.environ, "PATH": path})
    if done.returncode != 0:
        raise AssertionError(f"{command}\n{done.stderr.decode()}")
    return json.loads(done.stdout)


def field(row, name):
    return f"#rows > :nth-child({row + 1}) .{name} input"


class PageTest(unittest.TestCase):
    longMessage = True

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser(CHROMIUM)
        cls.browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}])
        cls.browser.call("Emulation.setFocusEmulationEnabled", enabled=True)
        cls.browser.resize(1280)
        cls.folder = tempfile.TemporaryDirectory()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.folder.cleanup()

    def tearDown(self):
        self.browser.evaluate("1")  # whatever was on its way has come
        requests, events = self.requests(), self.browser.events
        self.browser.events = []
        bad = [event for event in events
               if event["method"] in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")]
        self.assertEqual(bad, [], "the console is silent")
        self.assertEqual(set(requests), {self.url}, "nothing but the page is asked for")

    def requests(self):
        return [event["params"]["request"]["url"] for event in self.browser.events
                if event["method"] == "Network.requestWillBeSent"]

    def open(self, *arguments, **options):
        path = os.path.join(self.folder.name, "page.html")
        with open(path, "wb") as file:
            file.write(logits("page", *arguments, **options))
        self.url = self.browser.open(path)

    def text(self, selector):
        return self.browser.evaluate(f"document.querySelector({json.dumps(selector)}).innerText")

    def value(self, selector):
        return self.browser.evaluate(f"document.querySelector({json.dumps(selector)}).value")

    def labels(self):
        return self.browser.evaluate("[...document.querySelectorAll('#rows .label')].map((input) => input.value)")

    def numbers(self, column):
        """What a column of the table says of each token that is shown, by index."""
        rows = self.browser.evaluate(f"""[...document.querySelectorAll("#rows > .row")]
            .map((row) => [row.dataset.index, row.querySelector("span.{column}").dataset.p])""")
        return {int(index): float(p) for index, p in rows}

    def assert_close(self, actual, expected):
        close = math.isclose(actual, expected, rel_tol=1e-12, abs_tol=1e-307)
        self.assertTrue(close, f"{actual!r} is not {expected!r}")

    def assert_same_numbers(self, result):
        """The page has the probabilities, and the entropy, of a JSON result."""
        shown = self.numbers("after")
        self.assertTrue(shown)
        for index, p in shown.items():
            self.assert_close(p, result["tokens"][index]["p"])
        self.assertAlmostEqual(float(self.text("#nats")), result["entropy"], delta=1e-4)

    def assert_command_agrees(self):
        command = self.browser.evaluate("lesson.commands.probs")
        self.assertTrue(command.startswith("logits "))
        self.assertEqual(self.text("#command").split(), command.split())
        self.assert_same_numbers(shell(command.replace("logits ", "logits --json ", 1)))
        sample = self.browser.evaluate("lesson.commands.sample")
        self.assert_same_counts(shell(sample.replace("logits sample ", "logits sample --json ", 1)))

    def assert_same_counts(self, result):
        shown = self.browser.evaluate("""[...document.querySelectorAll("#drawn > .drawn")]
            .map((row) => [Number(row.dataset.index), Number(row.dataset.count)])""")
        counts = {token["index"]: token["count"] for token in result["counts"]}
        self.assertTrue(shown)
        self.assertEqual({index: counts[index] for index, _ in shown}, dict(shown))

    # --- numbers

    def test_the_probabilities_are_those_of_the_command(self):
        for arguments in (
                WORKED,
                ["-t", "0.7", "-k", "3", *WORKED],
                ["-t", "0", *WORKED],
                ["-t", "0", "a=1", "b=2", "c=2"],
                ["-k", "2", "1", "1", "1", "0"],
                ["-b", "moon=5", "--ban", "mat", "-t", "1.37", *WORKED],
                ["-b", "mat=-100", "-t", "100", *WORKED],
                ["-t", "0.01", *WORKED],
                ["-t", "1e300", *WORKED],
                ["-t", "5e-324", *WORKED],
                ["-t", "1e308", "1e308", "-1e308"],
                ["-t", "0.5", "1e308", "1e308", "0"],
                ["0", "-40", "-700", "-740", "-inf"],
                ["a=-inf", "b=-3", "c=0.1"],
                ["-k", "18446744073709551615", "1", "2"],
                ["-p", "0.8", *WORKED],
                ["-p", "0", *WORKED],
                ["-p", "0.5", "0", "0", "0", "0"],
                ["-p", "0.9", "-t", "1.7", "-k", "4", "--min-p", "0.2", "-b", "moon=4", *WORKED],
                ["--min-p", "0.25", *WORKED],
                ["--min-p", "1", "1", "1", "0"],
                ["--min-p", "0.1", "-t", "0", *WORKED],
                ["-p", "0.999999999", "--min-p", "1e-300", "0", "-40", "-700", "-740", "-inf"],
        ):
            with self.subTest(arguments=arguments):
                self.open(*arguments)
                result = json.loads(logits("--json", "--before", *arguments))
                self.assertEqual(len(self.numbers("after")), len(result["tokens"]))
                self.assert_same_numbers(result)
                for index, p in self.numbers("before").items():
                    self.assert_close(p, result["tokens"][index]["before"])

    def test_numbers_look_as_in_the_tables_of_the_command(self):
        self.open("-t", "0.1", *WORKED)
        shown = [self.text(f"#rows > :nth-child({row}) > .after") for row in range(1, 6)]
        self.assertEqual(shown, ["0.9991", "0.0009", "8.31e-07", "1.88e-12", "2.61e-23"])
        self.open("-b", "moon=5", *WORKED)
        self.assertEqual([self.text(f"#{name}") for name in ("nats", "bits", "perplexity", "kept", "count")],
                         ["1.3615", "1.9642", "3.90", "5", "5"])
        self.open(*["0"] * 32)  # 1/32 lies right between two numbers of four decimals
        self.assertEqual(self.text("#rows > :nth-child(1) > .after"), "0.0312")

    def test_the_steps_of_a_token_are_told_with_its_numbers(self):
        self.open("-t", "0.7", "-k", "3", *WORKED)
        self.browser.click(field(1, "choose"))
        self.assertEqual(self.text("#chosen-name"), "floor")
        formulas = self.browser.evaluate("[...document.querySelectorAll('.formula')].map((x) => x.innerText)")
        self.assertEqual(formulas, ["2.5 + 0 = 2.5", "2.5 / 0.7 = 3.5714", "rank 2 of 5", "3.5714 − 4.5714 = -1.0000",
                                    "exp(-1.0000) = 0.3679", "1.0000 + 0.3679 + 0.1353 = 1.5032",
                                    "0.3679 / 1.5032 = 0.2447"])
        self.browser.click(field(3, "choose"))
        self.assertIn("Cut by top-k 3: p = 0.", self.text("#steps"))
        self.assertEqual(self.text("#rows > :nth-child(4) .note"), "cut by top-k 3")
        self.browser.click(field(1, "choose"))
        self.browser.type(P_BOX, "0.7")
        self.assertIn("Top-p 0.7: kept.", self.text("#steps"))
        self.browser.type(M_BOX, "0.5")
        self.assertIn("0.3679 of the leader's p", self.text("#steps"))
        self.assertIn("Cut by min-p 0.5: p = 0.", self.text("#steps"))
        self.assertEqual(self.text("#rows > :nth-child(2) .note"), "cut by min-p 0.5")
        self.browser.type(P_BOX, "0.1")
        self.assertIn("Cut by top-p 0.1: p = 0.", self.text("#steps"))
        self.browser.type(field(0, "bias"), "-inf")
        self.assertIn("bans a token", self.text("#steps"))
        self.assertEqual(self.text("#rows > :nth-child(1) .note"), "banned")

    def test_the_draws_are_those_of_the_command(self):
        for seed in ("0", "42", "4294967296", "18446744073709551615"):
            with self.subTest(seed=seed):
                self.open("-t", "0.9", "-s", seed, *WORKED)
                for button, count in (("1", 1), ("10", 11), ("100", 111), ("1000", 1111)):
                    self.browser.click(f"[data-more='{button}']")
                    self.assertEqual(self.value("#draws"), str(count))
                    self.assert_same_counts(json.loads(logits(
                        "sample", "-n", str(count), "-s", seed, "--counts", "--json", "-t", "0.9", *WORKED)))
        self.browser.type("#seed", "7")
        self.browser.type("#draws", "20000")
        self.browser.type(T_BOX, "2.5")
        self.assert_same_counts(json.loads(logits(
            "sample", "-n", "20000", "-s", "7", "--counts", "--json", "-t", "2.5", *WORKED)))

    # --- the command to copy

    def test_the_shown_command_gives_the_numbers_of_the_page(self):
        for tokens in (
                ["mat", "floor", "couch"],
                [" mat", "New York", "trailing "],
                ["it's", '"quoted"', "`date`", "$HOME", "a\\b", "!", "*", "~", "#1", "#x"],
                ["a=b", "a=b=", "=", "", "x"],
                ["-t", "--", "--help", "-b=3", "-1", "sample"],
                ["[PAD]", "{x", "[3", "/etc", "./x"],
                ["new\nline", "tab\t", "cr\r", "\u200b", "\u202eabc", "\x7f", "nul\0"],
                ["same", "same", "other"],
                ["🙂", "é", "中文", "👩‍🚀", "\ufffd"],
                ["1", "0", "2"],
                ["0", "1", "2"],
                ["0", "1", "0"],
        ):
            with self.subTest(tokens=tokens):
                values = [2.5 - 0.75 * i for i in range(len(tokens))]
                document = {"tokens": tokens, "logits": values, "bias": {"#1": 1.25, f"#{len(tokens) - 1}": "-inf"},
                            "temperature": 0.8, "top_k": 4, "top_p": 0.95, "min_p": 0.01}
                self.open("-s", "5", json.dumps(document))
                self.browser.click("[data-more='100']")
                self.assert_command_agrees()
                # Every token's bias, one at a time.
                for index in range(len(tokens)):
                    self.browser.evaluate(f"""(() => {{
                        lesson.tokens.forEach((token, i) => {{ token.bias = i === {index} ? -0.5 : 0; }});
                        lesson.tokensChanged();
                    }})()""")
                    self.assert_command_agrees()

    def test_the_command_is_the_shortest_that_says_it(self):
        self.open(*WORKED)
        self.assertEqual(self.text("#command"), "logits mat=3.2 floor=2.5 couch=1.8 roof=0.5 moon=-2")
        self.open("-t", "0.7", "-k", "3", "-b", "moon=5", "--ban", "roof", *WORKED)
        self.assertEqual(self.text("#command"),
                         "logits --ban roof -b moon=5 -t 0.7 -k 3 mat=3.2 floor=2.5 couch=1.8 roof=0.5 moon=-2")
        self.open("-p", "0.9", "--min-p", "0.05", *WORKED)
        self.assertEqual(self.text("#command"),
                         "logits -p 0.9 --min-p 0.05 mat=3.2 floor=2.5 couch=1.8 roof=0.5 moon=-2")
        self.open("-b", "0=1", "--", "3", "-2", "-inf")
        self.assertEqual(self.text("#command"), "logits -b 0=1 3 -2 -inf")
        self.open('{"tokens":["a","a"],"logits":[1,"-inf"],"bias":{"#0":2}}')
        self.assertEqual(self.text("#command"),
                         """logits -b '#0=2' '{"tokens":["a","a"],"logits":[1,"-inf"]}'""")

    def test_a_button_copies_the_command(self):
        self.open(*WORKED)
        self.browser.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
        self.browser.click("[data-copy='sample']")
        self.browser.await_true("document.getElementById('copied').innerText === 'Copied.'")
        self.assertEqual(self.browser.evaluate("copied"), self.text("#sample-command"))

    # --- mouse

    def test_the_temperature_slider_can_be_dragged(self):
        self.open(*WORKED)
        at = self.browser.evaluate("lesson.knobs[0].slider.value / lesson.knobs[0].slider.max")
        self.browser.drag_slider(T_SLIDER, at, 0)
        self.assertEqual(self.value(T_BOX), "0")
        self.assertEqual(self.numbers("after")[0], 1)
        self.browser.drag_slider(T_SLIDER, 0, 1)
        self.assertEqual(self.value(T_BOX), "20")
        self.browser.drag_slider(T_SLIDER, 1, 0.4)
        temperature = self.value(T_BOX)
        self.assertTrue(0.2 < float(temperature) < 0.8, temperature)
        self.assert_same_numbers(json.loads(logits("--json", "-t", temperature, *WORKED)))
        self.assert_command_agrees()

    def test_the_top_k_slider_can_be_dragged(self):
        self.open(*WORKED)
        self.browser.drag_slider(K_SLIDER, 1, 0)
        self.assertEqual(self.value(K_BOX), "1")
        self.browser.drag_slider(K_SLIDER, 0, 0.5)
        self.assertEqual(self.value(K_BOX), "3")
        self.assert_same_numbers(json.loads(logits("--json", "-k", "3", *WORKED)))
        self.browser.drag_slider(K_SLIDER, 0.5, 1)
        self.assertEqual(self.value(K_BOX), "all")
        self.assertNotIn("-k", self.text("#command"))

    def test_the_top_p_slider_can_be_dragged(self):
        self.open(*WORKED)
        self.browser.drag_slider(P_SLIDER, 1, 0)
        self.assertEqual(self.value(P_BOX), "0")
        self.assertEqual(self.numbers("after")[0], 1)
        self.browser.drag_slider(P_SLIDER, 0, 0.8)
        top_p = self.value(P_BOX)
        self.assertTrue(0.6 < float(top_p) < 0.95, top_p)
        self.assert_same_numbers(json.loads(logits("--json", "-p", top_p, *WORKED)))
        self.assertIn(f"-p {top_p}", self.text("#command"))
        self.assert_command_agrees()

    def test_a_click_into_a_row_chooses_its_token(self):
        self.open(*WORKED)
        self.browser.click("#rows > :nth-child(3) .track")
        self.assertEqual(self.text("#chosen-name"), "couch")

    # --- keyboard

    def test_the_sliders_obey_the_arrow_keys(self):
        self.open(*WORKED)
        self.browser.evaluate("document.getElementById('temperature-slider').focus()")
        self.browser.press("ArrowLeft")
        self.assertEqual(self.value(T_BOX), "0.9")
        self.browser.press("ArrowRight", times=3)
        self.assertEqual(self.value(T_BOX), "1.2")
        self.browser.press("Home")
        self.assertEqual(self.value(T_BOX), "0")
        self.browser.evaluate("document.getElementById('top-k-slider').focus()")
        self.browser.press("ArrowLeft", times=2)
        self.assertEqual(self.value(K_BOX), "3")
        self.assertEqual(self.browser.evaluate("document.activeElement.getAttribute('aria-valuetext')"), "3")

    def test_the_tab_key_reaches_everything(self):
        self.open(*WORKED)
        self.browser.evaluate("""(() => {
            window.unreached = new Set([...document.querySelectorAll("input, button, [tabindex='0']")]
                .filter((element) => element.checkVisibility() && !element.disabled)
                .filter((element) => element.type !== "radio" || element.checked));
            document.addEventListener("focusin", (event) => {
                unreached.delete(event.target);
                window.unmarked ??= [];
                if (getComputedStyle(event.target).outlineStyle === "none") unmarked.push(event.target.outerHTML);
            });
        })()""")
        self.assertGreater(self.browser.evaluate("unreached.size"), 30)
        # A radio button is reached by the arrow keys; entering a row chooses it.
        self.browser.press("Tab", times=self.browser.evaluate("unreached.size") + 5)
        self.assertEqual(self.browser.evaluate("[...unreached].map((element) => element.outerHTML)"), [])
        self.assertEqual(self.browser.evaluate("unmarked"), [], "the focus is visible")
        self.assertEqual(self.browser.evaluate("""[...document.querySelectorAll("input, button")]
            .filter((element) => !(element.ariaLabel || element.textContent || element.labels?.length))
            .map((element) => element.outerHTML)"""), [], "every control has a name")

    def test_tokens_are_chosen_and_removed_and_added_by_keyboard(self):
        self.open(*WORKED)
        self.browser.evaluate("document.querySelector('[name=chosen]:checked').focus()")
        self.browser.press("ArrowDown")
        self.assertEqual(self.text("#chosen-name"), "floor")
        self.browser.press("Tab", times=4)
        self.browser.press("Enter")
        self.assertEqual(self.labels(), ["mat", "couch", "roof", "moon"])
        self.assertEqual(self.browser.evaluate("document.activeElement.ariaLabel"), "remove mat")
        self.browser.evaluate("document.getElementById('add').focus()")
        self.browser.press(" ")
        self.browser.call("Input.insertText", text="sofa")
        self.assertEqual(self.labels(), ["mat", "couch", "roof", "moon", "sofa"])
        self.assert_command_agrees()

    def test_arrow_keys_move_a_logit(self):
        self.open(*WORKED)
        self.browser.click(field(0, "logit"))
        self.browser.press("ArrowUp")
        self.assertEqual(self.value(field(0, "logit")), "3.3")
        self.browser.press("ArrowDown", shift=True)
        self.assertEqual(self.value(field(0, "logit")), "2.3")
        self.assert_command_agrees()

    # --- typing

    def test_typed_settings_are_taken_exactly(self):
        self.open(*WORKED)
        for temperature in ("0.7", "0.123456789012345", "1e-3", "350", "0"):
            self.browser.type(T_BOX, temperature)
            self.assertEqual(self.value(T_BOX), temperature)
            self.assert_same_numbers(json.loads(logits("--json", "-t", temperature, *WORKED)))
        self.browser.type(T_BOX, "2")
        for k in ("4", "0", "5", "9"):
            self.browser.type(K_BOX, k)
            self.assertEqual(self.value(K_BOX), k)
            self.assert_same_numbers(json.loads(logits("--json", "-t", "2", "-k", k, *WORKED)))
        self.browser.type(K_BOX, "all")
        for p, m in (("0.87654321", "0"), ("1", "2.5e-1"), ("0.95", "0.3"), ("0", "1")):
            self.browser.type(P_BOX, p)
            self.browser.type(M_BOX, m)
            self.assert_same_numbers(json.loads(logits("--json", "-t", "2", "-p", p, "--min-p", m, *WORKED)))

    def test_labels_logits_and_biases_can_be_typed(self):
        self.open(*WORKED)
        for row, (label, logit, bias) in enumerate((
                (" mat", "1.5e0", "-1"), ("it's=$5", "-.5", "+2"), ('"\\n"', "-inf", ""), ("-k", "4", "-inf"))):
            self.browser.type(field(row, "token"), label)
            self.browser.type(field(row, "logit"), logit)
            self.browser.type(field(row, "bias"), bias)
        self.assertEqual(self.labels(), ['" mat"', "it's=$5", '"\\n"', "-k", "moon"])
        self.assertEqual(self.browser.evaluate("lesson.tokens"), [
            {"label": " mat", "logit": 1.5, "bias": -1}, {"label": "it's=$5", "logit": -0.5, "bias": 2},
            {"label": "\n", "logit": None, "bias": 0}, {"label": "-k", "logit": 4, "bias": None},
            {"label": "moon", "logit": -2, "bias": 0}])
        self.assert_command_agrees()

    def test_tokens_can_be_added_and_removed(self):
        self.open("a=1")
        self.assertTrue(self.browser.evaluate("document.querySelector('.remove button').disabled"))
        self.browser.click("#add")
        self.browser.click("#add")
        self.assertEqual(self.labels(), ["a", "new", "new 2"])
        self.assert_command_agrees()
        self.browser.click("#rows > :nth-child(1) .remove button")
        self.assertEqual(self.labels(), ["new", "new 2"])
        self.assertEqual(self.numbers("after"), {0: 0.5, 1: 0.5})
        self.browser.click("#reset")
        self.assertEqual(self.labels(), ["a"])

    def test_what_cannot_be_read_is_marked_and_changes_nothing(self):
        number = "is not a number: try 1.8, -2 or -inf"
        infinity = "plus infinity would leave nothing for the others"
        temperature = "a temperature is a number that is zero or more"
        error_of_row = "#rows > :nth-child(1) .error:not(:empty)"
        self.open(*WORKED)
        before = self.numbers("after")
        for selector, message, cases in (
                (field(0, "logit"), error_of_row, {
                    "tree": f"'tree' {number}", "1,5": f"'1,5' {number}", "0x10": f"'0x10' {number}",
                    "": "a number is missing: try 1.8, -2 or -inf", "NaN": "NaN is not a number", "inf": infinity,
                    "1e999": "1e999 is more than a double holds"}),
                (field(0, "bias"), error_of_row, {"+inf": infinity, "-": f"'-' {number}"}),
                (T_BOX, "#temperature-error", {
                    "-1": temperature, "-inf": temperature, "1e-400": temperature,
                    "hot": "'hot' is not a number: try 0.7"}),
                (K_BOX, "#top-k-error", {"1.5": "top-k is a whole number"}),
                (P_BOX, "#top-p-error", {
                    "1.5": "top-p is a number from 0 to 1", "-0.1": "top-p is a number from 0 to 1",
                    "most": "'most' is not a number: try 0.9"}),
                (M_BOX, "#min-p-error", {"1e-400": "min-p is a number from 0 to 1"}),
                ("#seed", "#seed-error", {
                    "18446744073709551616": "a seed is a whole number from 0 to 18,446,744,073,709,551,615"}),
                ("#draws", "#draws-error", {"1e6": "the number of draws is a whole number from 0 to 1,000,000"})):
            good = self.value(selector)
            for text, words in cases.items():
                with self.subTest(selector=selector, text=text):
                    self.browser.type(selector, text)
                    self.assertEqual(self.text(message), words)
                    self.assertEqual(self.browser.evaluate("document.querySelectorAll('[aria-invalid]').length"), 1)
                    self.assertEqual(self.numbers("after"), before)
            self.browser.type(selector, good)
            self.assertEqual(self.browser.evaluate("document.querySelectorAll('[aria-invalid]').length"), 0)
        self.browser.type(field(0, "logit"), "1.7e308")
        self.browser.type(field(0, "bias"), "1e308")
        self.assertEqual(self.text(error_of_row), "logit + bias is more than a double holds")

    def test_it_says_so_when_every_token_is_banned(self):
        self.open("a=1", "b=2")
        self.browser.type(field(0, "bias"), "-inf")
        self.assertFalse(self.browser.evaluate("document.getElementById('all-banned').checkVisibility()"))
        self.browser.type(field(1, "logit"), "-inf")
        self.assertIn("Every token is banned", self.text("#all-banned"))
        self.assertEqual(self.numbers("after"), {0: 0, 1: 0})
        self.browser.click("[data-more='10']")
        self.browser.type(field(1, "logit"), "2")
        self.assertFalse(self.browser.evaluate("document.getElementById('all-banned').checkVisibility()"))
        self.assert_command_agrees()

    # --- safety

    def test_labels_are_text_whatever_they_hold(self):
        labels = ["</script><script>window.hacked = 1</script>", "<img src=x onerror='window.hacked = 1'>",
                  "<!--<script>", "\u202etxt", "zero\u200bwidth", "a\u2028b", "&lt;"]
        self.open(json.dumps({"tokens": labels, "logits": [1] * len(labels)}))
        self.browser.click("[data-more='100']")
        self.assertEqual(self.labels(), labels[:3] + ['"\\u202etxt"', '"zero\\u200bwidth"', '"a\\u2028b"', "&lt;"])
        self.assertIsNone(self.browser.evaluate("window.hacked"))
        self.assert_command_agrees()
        self.assertIn('"\\u202etxt"', self.text("#drawn"))
        self.assertNotIn("\u202e", self.text("body"))
        self.open(input=b"caf\xe8 1\nmat 2\n")
        self.assertEqual(self.labels(), ["caf\ufffd", "mat"])
        self.open('[{"token":"a","logit":1,"id":7},{"token":"b","logit":2,"id":9}]')
        self.assertEqual(self.labels(), ["a", "b"])

    def test_a_token_of_a_response_tells_its_alternatives_when_it_is_pointed_at(self):
        self.open(os.path.join(DATA, "api", "chat.json"))
        table = ".t:nth-child(2) table"
        shown = f"getComputedStyle(document.querySelector({json.dumps(table)})).display"
        self.assertEqual(self.browser.evaluate(shown), "none")
        place = self.browser.center(".t:nth-child(2)")
        self.browser.mouse("mouseMoved", place["x"], place["y"], held=False)
        self.assertEqual(self.browser.evaluate(shown), "block")
        told = [line.split("\t") for line in self.text(table).splitlines()]
        self.assertEqual(told[:3], [["position 1, p 0.3329, rank 2"], [",", "0.4066"], [".", "0.3329"]])
        self.assertEqual(told[-1], ["(rest)", "0.0961"])
        self.browser.mouse("mouseMoved", 0, 0, held=False)
        self.assertEqual(self.browser.evaluate(shown), "none")
        self.browser.press("Tab", times=2)
        self.assertEqual(self.browser.evaluate(shown), "block")

    def test_a_response_is_text_whatever_it_holds_and_fits_a_telephone(self):
        self.browser.resize(360)
        self.addCleanup(self.browser.resize, 1280)
        tokens = ["<script>alert(1)</script>", "&amp;", "\"quoted\"", "a" * 300, "\n", "日本", "\u202e"]
        entry = [{"token": token, "logprob": -1.5, "top_logprobs": [{"token": token, "logprob": -1.5}]}
                 for token in tokens]
        self.open(json.dumps({"choices": [{"index": 0, "logprobs": {"content": entry}}]}))
        self.browser.evaluate("for (const token of document.querySelectorAll('.t')) token.focus()")
        self.assertEqual(self.browser.evaluate("document.documentElement.scrollWidth"), 360)
        texts = self.browser.evaluate("[...document.querySelectorAll('.t')].map((token) => token.firstChild.data)")
        self.assertEqual(texts, tokens[:4] + ["\\n", "日本", "\\u202e"])

    def test_nothing_is_asked_of_anybody(self):
        self.open(*WORKED)
        self.browser.click("[data-more='10']")
        refused = self.browser.evaluate("""new Promise((resolve) => {
            document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
            fetch("https://example.com/").catch(() => {});
        })""")
        self.assertEqual(refused, "connect-src")
        self.browser.await_event("Log.entryAdded")
        self.browser.events = [event for event in self.browser.events if event["method"] != "Log.entryAdded"]

    # --- size

    def test_nothing_sticks_out_on_a_telephone(self):
        self.browser.resize(360)
        self.addCleanup(self.browser.resize, 1280)
        for arguments in (WORKED, ["-t", "0.01", "-k", "3", *WORKED],
                          ["a" * 300 + "=1", "b=-1.2345678901234567e-300", "c=1e308"],
                          [json.dumps({"tokens": ["new\nline" * 40, "x"], "logits": [1, 2]})],
                          [str(i / 8) for i in range(500)]):
            with self.subTest(arguments=arguments[:5]):
                self.open("-s", "18446744073709551615", *arguments)
                self.browser.type(T_BOX, "tree")
                self.browser.type(field(0, "logit"), "a very long word that is not a number" * 3)
                self.browser.click("[data-more='1000']")
                self.assertEqual(self.browser.evaluate("document.documentElement.scrollWidth"), 360)

    def test_of_many_tokens_the_leaders_are_shown(self):
        values = [math.sin(i) * 6 for i in range(500)]
        self.open("-k", "100", "-b", "3=2", "--", *map(str, values))
        result = json.loads(logits("--json", "-k", "100", "-b", "3=2", "--", *map(str, values)))
        leaders = sorted(range(500), key=lambda i: -result["tokens"][i]["p"])[:20]
        self.assertEqual(list(self.numbers("after")), leaders)
        self.assert_same_numbers(result)
        rest = 1 - sum(self.numbers("after").values())
        self.assertEqual(self.text("#unshown"), f"… 480 more, p {rest:.4f} together")
        self.browser.click("[data-more='1000']")
        self.assert_command_agrees()
        self.browser.type(field(0, "logit"), "-30")
        self.assertNotEqual(list(self.numbers("after"))[0], leaders[0])
        self.browser.click("#add")
        self.assertEqual(self.browser.evaluate("document.activeElement.value"), "new")
        self.assert_command_agrees()
        self.browser.click("#show-more")
        self.assertEqual(len(self.numbers("after")), 501)
        self.assertEqual(self.text("#unshown"), "")
        self.assert_command_agrees()
        self.browser.drag_slider(K_SLIDER, 1, 0)
        self.assertEqual(self.value(K_BOX), "1")

    def test_a_whole_vocabulary_is_no_problem(self):
        values = [math.sin(i) * 9 for i in range(128000)]
        path = os.path.join(self.folder.name, "many.json")
        with open(path, "w", encoding="ascii") as file:
            json.dump(values, file)
        self.open("-s", "1", path)
        self.browser.type(T_BOX, "0.8")
        self.browser.click("[data-more='1000']")
        self.assertEqual(len(self.numbers("after")), 20)
        self.assert_same_numbers(json.loads(logits("--json", "-t", "0.8", path)))
        self.assert_same_counts(json.loads(logits(
            "sample", "--json", "--counts", "-n", "1000", "-s", "1", "-t", "0.8", path)))
        self.assertLess(len(self.text("#command")), 21000)
        command = self.browser.evaluate("lesson.commands.probs")
        self.assert_same_numbers(json.loads(subprocess.run(
            ["sh"], input=command.replace("logits", f"'{LOGITS}' --json", 1).encode(), stdout=subprocess.PIPE,
            check=True).stdout))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])

"use strict";
// The table of tokens: a row for each token that is shown, with its fields and bars.

/** A row. `lesson` is told of every change. */
class Row {
  constructor(token, lesson) {
    this.token = token;
    this.lesson = lesson;
    const id = `row${Row.made = (Row.made ?? 0) + 1}`;
    const plain = {autocomplete: "off", autocapitalize: "off", spellcheck: "false"};
    const text = (name) => make("input", {class: name, ...plain});
    const message = (name) => make("p", {class: "error", role: "alert", id: `${id}-${name}`});
    this.radio = make("input", {type: "radio", name: "chosen", autocomplete: "off"});
    this.label = text("label");
    this.logit = text("number");
    this.bias = text("number");
    this.bias.placeholder = "0";
    this.barBefore = make("div", {class: "bar before"});
    this.barAfter = make("div", {class: "bar after"});
    this.note = make("span", {class: "note"});
    this.before = make("span", {class: "before", role: "cell"});
    this.after = make("span", {class: "after", role: "cell"});
    this.removal = make("button", {type: "button"}, "×");
    const errors = {logit: message("logit"), bias: message("bias")};
    for (const [name, error] of Object.entries(errors)) this[name].setAttribute("aria-describedby", error.id);

    const cell = (name, ...children) => make("span", {class: name, role: "cell"}, ...children);
    this.element = make("div", {class: "row", role: "row"},
      cell("choose", this.radio), cell("token", this.label), cell("logit", this.logit), cell("bias", this.bias),
      cell("bars", make("div", {class: "track"}, this.barBefore, this.barAfter, this.note)),
      this.before, this.after, cell("remove", this.removal), cell("errors", errors.logit, errors.bias));
    this.listen(errors);
    this.write();
  }

  listen(errors) {
    const fits = (result, other) => {
      const areFinite = Number.isFinite(result.value) && Number.isFinite(other);
      const overflows = areFinite && !Number.isFinite(result.value + other);
      return overflows ? {error: "logit + bias is more than a double holds"} : result;
    };
    const {token, lesson} = this;
    connect(this.logit, errors.logit, (text) => fits(readLogit(text), token.bias), (value) => this.set("logit", value));
    connect(this.bias, errors.bias, (text) => fits(readBias(text), token.logit), (value) => this.set("bias", value));
    this.label.addEventListener("input", () => {
      this.set("label", readLabel(this.label.value));
      this.nameFields();
    });
    this.label.addEventListener("change", () => {
      this.label.value = shown(token.label);
    });
    for (const input of [this.logit, this.bias]) {
      input.addEventListener("keydown", (event) => this.step(event, input));
      input.addEventListener("change", () => lesson.arrange());
    }
    this.radio.addEventListener("change", () => lesson.choose(token));
    this.element.addEventListener("focusin", (event) => {
      if (event.target !== this.removal) lesson.choose(token);
    });
    this.element.addEventListener("click", (event) => {
      if (event.target !== this.removal) lesson.choose(token);
    });
    this.removal.addEventListener("click", () => lesson.remove(token));
  }

  set(name, value) {
    if (Object.is(this.token[name], value)) return;
    this.token[name] = value;
    this.lesson.tokensChanged();
  }

  /** The arrow keys change a number by a tenth, with Shift by one. */
  step(event, input) {
    const direction = {ArrowUp: 1, ArrowDown: -1}[event.key];
    const {value} = readBias(input.value);
    if (direction === undefined || !Number.isFinite(value)) return;
    event.preventDefault();
    input.value = String(Number((value + direction * (event.shiftKey ? 1 : 0.1)).toPrecision(12)));
    input.dispatchEvent(new Event("input"));
  }

  /** Writes the token into its fields. */
  write() {
    const {label, logit, bias} = this.token;
    this.label.value = shown(label);
    this.logit.value = logitText(logit);
    this.bias.value = bias === 0 ? "" : logitText(bias);
    this.nameFields();
  }

  nameFields() {
    const name = shown(this.token.label);
    const names = {label: `token ${name}`, logit: `logit of ${name}`, bias: `bias of ${name}`,
      radio: `show the steps of ${name}`, removal: `remove ${name}`};
    for (const [field, words] of Object.entries(names)) this[field].setAttribute("aria-label", words);
  }

  show(i, p, before, fate, isChosen) {
    this.element.dataset.index = i;
    setProbability(this.before, before);
    setProbability(this.after, p);
    setBar(this.barBefore, before);
    setBar(this.barAfter, p);
    setText(this.note, fate);
    this.radio.checked = isChosen;
    this.element.classList.toggle("chosen", isChosen);
    this.element.classList.toggle("out", fate !== "");
  }
}

/** For a person four decimals; every digit for whoever asks. */
function setProbability(element, p) {
  setText(element, rounded(p));
  element.dataset.p = p;
  element.title = String(p);
}

function setBar(bar, p) {
  bar.style.width = `${100 * p}%`;
  bar.hidden = !(p > 0);
}

const fewTokens = 20;

/** Which tokens to show: a few as they came, of many the leaders and the chosen one. */
function tokensToShow({rank, order}, limit, chosen) {
  const count = rank.length;
  if (count <= fewTokens) return [...rank.keys()];
  const shownOnes = [...order.subarray(0, limit)];
  for (let i = 0; i < count && shownOnes.length < limit; ++i) {
    if (rank[i] < 0) shownOnes.push(i);
  }
  return shownOnes.includes(chosen) ? shownOnes : [...shownOnes, chosen];
}

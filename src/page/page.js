"use strict";
// The state of the lesson, and what happens when it changes.

const given = JSON.parse(byId("given").textContent);

function givenTokens() {
  const read = (x) => x === "-inf" ? -Infinity : x;
  const tokens = given.tokens.map((label, i) => ({label, logit: read(given.logits[i]), bias: 0}));
  for (const [i, bias] of given.bias) tokens[i].bias = read(bias);
  return tokens;
}

class Lesson {
  constructor() {
    this.rows = new Map();
    this.dice = new Dice();
    this.knobs = [
      new Knob("temperature", {
        stops: () => [0, ...logarithmicStops(0.05, 20)],
        read: readTemperature,
        text: String,
        get: () => this.settings.temperature,
        set: (value) => this.change({temperature: value}),
        ticks: (stops) => [0, 0.1, 0.5, 1, 2, 10].map((t) => [stops.indexOf(t), String(t)]),
      }),
      new Knob("top-k", {
        stops: () => [...logarithmicStops(1, this.tokens.length - 1).filter(Number.isInteger), Infinity],
        read: (text) => {
          const {value, error} = readCount(text.trim().replace(/^(all)?$/i, "0"), Number.MAX_SAFE_INTEGER, "top-k");
          return error ? {error} : {value: Number(value)};
        },
        text: (k) => Number.isFinite(k) ? String(k) : "all",
        get: () => this.settings.topK || Infinity,
        set: (k) => this.change({topK: Number.isFinite(k) ? k : 0}),
        ticks: (stops) => stops.length < 2 ? [[0, "all"]] : [[0, "1"], [stops.length - 1, "all"]],
      }),
      this.fraction("top-p", "topP", 1, [0.1, 0.5, 0.9, 1]),
      this.fraction("min-p", "minP", 0, [0, 0.1, 0.5, 1]),
    ];
    this.listen();
    this.reset();
  }

  /** A knob for a setting from 0 to 1. */
  fraction(id, setting, off, labelled) {
    const stops = [0, 0.001, 0.002, 0.005, 0.01, 0.02, ...Array.from({length: 19}, (_, i) => (i + 1) / 20), 0.98, 0.99, 1];
    return new Knob(id, {
      stops: () => stops,
      read: (text) => readFraction(text, id, off),
      text: String,
      get: () => this.settings[setting],
      set: (value) => this.change({[setting]: value}),
      ticks: () => labelled.map((value) => [stops.indexOf(value), String(value)]),
    });
  }

  listen() {
    byId("add").addEventListener("click", () => this.add());
    byId("reset").addEventListener("click", () => this.reset());
    byId("show-more").addEventListener("click", () => {
      this.limit += 500;
      this.arrange();
    });
    for (const button of document.querySelectorAll("[data-more]")) {
      const more = Number(button.dataset.more);
      button.addEventListener("click", () => this.setDraws(Math.min(this.draws + more, mostDraws)));
    }
    const readDraws = (text) => readCount(text, mostDraws, "the number of draws");
    connect(byId("draws"), byId("draws-error"), readDraws, (count) => {
      this.draws = Number(count);
      this.refresh();
    });
    const readSeed = (text) => readCount(text, mostSeed, "a seed");
    connect(byId("seed"), byId("seed-error"), readSeed, (seed) => {
      this.seed = seed;
      this.refresh();
    });
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.addEventListener("click", () => copy(this.commands[button.dataset.copy]));
    }
  }

  reset() {
    this.tokens = givenTokens();
    this.settings = {
      temperature: given.temperature,
      topK: Math.min(given.top_k ?? 0, Number.MAX_SAFE_INTEGER),
      topP: given.top_p ?? 1,
      minP: given.min_p ?? 0,
    };
    this.seed = BigInt(given.seed);
    this.limit = fewTokens;
    this.rows.clear();
    byId("seed").value = String(this.seed);
    mark(byId("seed"), byId("seed-error"));
    this.tokensChanged({quietly: true});
    this.chosen = this.tokens[this.prepared.order[0] ?? 0];
    for (const knob of this.knobs) knob.write();
    this.arrange();
    this.setDraws(0);
  }

  change(settings) {
    Object.assign(this.settings, settings);
    this.refresh();
  }

  choose(token) {
    if (this.chosen === token) return;
    this.chosen = token;
    this.refresh();
  }

  setDraws(count) {
    this.draws = count;
    byId("draws").value = String(count);
    mark(byId("draws"), byId("draws-error"));
    this.refresh();
  }

  add() {
    const labels = new Set(this.tokens.map((token) => token.label));
    let label = "new";
    for (let n = 2; labels.has(label); ++n) label = `new ${n}`;
    this.chosen = {label, logit: 0, bias: 0};
    this.tokens.push(this.chosen);
    this.countChanged();
    this.rows.get(this.chosen).label.select();
  }

  remove(token) {
    const at = this.visible.findIndex((i) => this.tokens[i] === token);
    this.tokens.splice(this.tokens.indexOf(token), 1);
    this.rows.delete(token);
    const neighbour = this.rows.get(this.visibleTokens.filter((other) => other !== token)[Math.max(0, at - 1)]);
    if (this.chosen === token) this.chosen = neighbour.token;
    this.countChanged();
    (this.tokens.length > 1 ? neighbour.removal : byId("add")).focus();
  }

  countChanged() {
    this.tokensChanged({quietly: true});
    for (const knob of this.knobs) knob.follow();
    this.arrange();
  }

  tokensChanged({quietly = false} = {}) {
    this.prepared = prepare(this.tokens);
    this.input = inputWords(this.tokens);
    if (!quietly) this.refresh();
  }

  /** Puts the rows in place. Not while somebody types: a row must not leave under the cursor. */
  arrange() {
    this.visible = tokensToShow(this.prepared, this.limit, this.tokens.indexOf(this.chosen));
    this.visibleTokens = this.visible.map((i) => this.tokens[i]);
    const rows = this.visibleTokens.map((token) => {
      if (!this.rows.has(token)) this.rows.set(token, new Row(token, this));
      return this.rows.get(token);
    });
    const place = byId("rows");
    if (rows.length !== place.children.length || rows.some((row, r) => row.element !== place.children[r])) {
      const focused = document.activeElement;
      place.replaceChildren(...rows.map((row) => row.element));
      if (place.contains(focused)) focused.focus();
    }
    for (const row of rows) row.removal.disabled = this.tokens.length === 1;
    this.refresh();
  }

  refresh() {
    if (!this.visible) return;
    const result = choose(this.prepared, this.settings);
    const p = result.p ?? new Float64Array(this.tokens.length);
    this.visible.forEach((i) => {
      const token = this.tokens[i];
      this.rows.get(token).show(i, p[i], this.prepared.before[i], result.fate(i), token === this.chosen);
    });
    this.showUnshown(p);
    this.showFigures(result);
    setText(byId("temperature-words"), temperatureWords(this.settings.temperature));
    setText(byId("top-k-words"), topKWords(this.settings.topK, this.tokens.length));
    setText(byId("top-p-words"), topPWords(this.settings.topP));
    setText(byId("min-p-words"), minPWords(this.settings.minP));
    const i = this.tokens.indexOf(this.chosen);
    setText(byId("chosen-name"), shown(this.chosen.label));
    showSteps(stepsOf(i, this.tokens, this.settings, this.prepared, result));
    const drawn = result.kept > 0 ? draw(p, this.dice.first(this.draws, this.seed)) : new Float64Array(0);
    showDraws(drawn, this.visible.filter((j) => p[j] > 0).slice(0, fewTokens), this.tokens, p);
    this.showCommands();
  }

  showUnshown(p) {
    const count = this.tokens.length - this.visible.length;
    const left = sum(p.length, (i) => p[i]) - sum(this.visible.length, (r) => p[this.visible[r]]);
    setText(byId("unshown"), count > 0 ? `… ${grouped(count)} more, p ${rounded(Math.max(0, left))} together` : "");
    byId("show-more").hidden = count === 0;
    setText(byId("show-more"), `Show ${grouped(Math.min(count, 500))} more`);
  }

  showFigures({kept, entropy}) {
    byId("all-banned").hidden = kept > 0;
    setText(byId("all-banned"), kept > 0 ? "" :
      "Every token is banned: nothing is left to choose from. Take back one of the -inf.");
    setText(byId("nats"), kept > 0 ? decimal(entropy) : "–");
    setText(byId("bits"), kept > 0 ? decimal(entropy / Math.LN2) : "–");
    setText(byId("perplexity"), kept > 0 ? Math.exp(entropy).toFixed(2) : "–");
    setText(byId("kept"), grouped(kept));
    setText(byId("count"), grouped(this.tokens.length));
  }

  showCommands() {
    const sampling = ["sample", "-n", String(this.draws), "-s", String(this.seed), "--counts"];
    this.commands = {
      probs: command([], this.tokens, this.settings, this.input),
      sample: command(sampling, this.tokens, this.settings, this.input),
    };
    const most = 20000;  // as much as anybody reads; the buttons copy all
    const cut = (text) => text.length <= most ? text :
      `${text.slice(0, most)} … (${grouped(text.length)} characters: copy it)`;
    setText(byId("command"), cut(this.commands.probs));
    setText(byId("sample-command"), cut(this.commands.sample));
  }
}

const lesson = new Lesson();

"use strict";
// The draws: the first N random numbers of a seed, whatever the probabilities.

const mostDraws = 1000000;
const mostSeed = 2n ** 64n - 1n;

/** The random numbers of the seed used last: the same dice for every temperature. */
class Dice {
  seed = null;
  numbers = new Float64Array(0);

  first(count, seed) {
    if (seed !== this.seed || count > this.numbers.length) {
      this.seed = seed;
      this.numbers = Float64Array.from({length: Math.max(count, 1000)}, (_, index) => randomNumber(seed, index));
    }
    return this.numbers.subarray(0, count);
  }
}

function makeDrawnRow() {
  const cell = (name) => make("span", {class: name, role: "cell"});
  const parts = {name: cell("name"), bars: cell("bars"), count: cell("count"), share: cell("share"), p: cell("p")};
  parts.bar = make("div", {class: "bar after"});
  parts.expected = make("div", {class: "expected"});
  parts.bars.append(make("div", {class: "track"}, parts.bar, parts.expected));
  parts.element = make("div", {class: "drawn", role: "row"}, parts.name, parts.bars, parts.count, parts.share, parts.p);
  return parts;
}

const drawnRows = [];

/** Shows how often each of the tokens `listed` was drawn beside its p. `drawn` are indices, one for each draw. */
function showDraws(drawn, listed, tokens, p) {
  const counts = new Uint32Array(tokens.length);
  for (const i of drawn) ++counts[i];
  while (drawnRows.length < listed.length) drawnRows.push(makeDrawnRow());
  listed.forEach((i, position) => {
    const row = drawnRows[position], share = drawn.length ? counts[i] / drawn.length : 0;
    setText(row.name, shown(tokens[i].label));
    row.name.title = row.name.textContent;
    setText(row.count, grouped(counts[i]));
    setText(row.share, drawn.length ? rounded(share) : "–");
    row.element.dataset.index = i;
    row.element.dataset.count = counts[i];
    setProbability(row.p, p[i]);
    setBar(row.bar, share);
    row.expected.style.left = `${100 * p[i]}%`;
  });
  byId("drawn").replaceChildren(...drawnRows.slice(0, listed.length).map((row) => row.element));

  const others = p.reduce((count, x) => count + (x > 0), 0) - listed.length;
  const drawnElsewhere = drawn.length - listed.reduce((count, i) => count + counts[i], 0);
  setText(byId("undrawn"),
    others > 0 ? `… ${grouped(others)} more, drawn ${grouped(drawnElsewhere)} times together` : "");
  const last = Array.from(drawn.subarray(-8), (i) => make("span", {}, shown(tokens[i].label)));
  const beginning = drawn.length > last.length ? "last drawn: … " : "last drawn: ";
  byId("last-drawn").replaceChildren(...(last.length ? [beginning, ...last] : []));
}

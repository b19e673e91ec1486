"use strict";
// How one token gets its probability, and what the settings do, in words.

/** A logit for a person: as it is, unless it has very many digits. */
const brief = (x) => logitText(x).length <= 8 ? logitText(x) : decimal(x);

/** a − b, for a person. */
const difference = (a, b) => `${decimal(a)} ${b < 0 ? "+" : "−"} ${decimal(Math.abs(b))}`;

function temperatureWords(t) {
  if (t === 0) return "T = 0 is greedy: only the largest logit stays.";
  if (t === 1) return "T = 1 changes nothing.";
  return t < 1 ? "T < 1 widens every gap, so the leader gains." :
    "T > 1 narrows every gap, so the others gain on the leader.";
}

function topKWords(k, count) {
  if (k === 0) return `Off: all ${grouped(count)} tokens stay.`;
  if (k >= count) return `There are only ${grouped(count)} tokens: all stay.`;
  return k === 1 ? "Keep the largest, forget the rest." : `Keep the ${grouped(k)} largest, forget the rest.`;
}

function topPWords(p) {
  if (p === 1) return "Off: all stay, however little they have.";
  return p === 0 ? "Keep the likeliest, forget the rest." :
    `Keep the fewest of the likeliest that have ${p} together, forget the rest.`;
}

function minPWords(m) {
  if (m === 0) return "Off: all stay, however far behind the leader.";
  return m === 1 ? "Keep the leader and its equals." : `Keep what has at least ${m} of the leader's probability.`;
}

/** "1.0000 + 0.3679 + …" */
function sumOfWeights({order}, {kept, exponent, total}) {
  const most = 3;
  const terms = Array.from(order.subarray(0, Math.min(kept, most)), (i) => decimal(Math.exp(exponent(i))));
  return `${terms.join(" + ")}${kept > most ? " + …" : ""} = ${decimal(total)}`;
}

/** The steps of token i up to where it is banned or cut: {title, formula, words}. */
function stepsOf(i, tokens, settings, prepared, result) {
  const {logit, bias} = tokens[i], {temperature} = settings, z = prepared.logits[i];
  const added = `${bias < 0 ? "−" : "+"} ${bias === -Infinity ? "inf" : brief(Math.abs(bias))}`;
  const steps = [{
    title: "Add the bias",
    formula: `${brief(logit)} ${added} = ${brief(z)}`,
    words: bias === 0 ? "No bias: the logit stays." : "A bias b multiplies the odds against every other token by eᵇ.",
  }];
  if (z === -Infinity) {
    steps[0].words = "Minus infinity bans a token: it is out, p = 0.";
    return steps;
  }
  const isOut = result.fate(i) !== "";
  const scaled = (x) => temperature === 0 ? x : x / temperature;
  steps.push({
    title: "Divide by the temperature",
    formula: temperature === 0 ? `largest ${decimal(result.largest)}` :
      `${brief(z)} / ${temperature} = ${Number.isFinite(scaled(z)) ? decimal(scaled(z)) : "more than a double holds"}`,
    words: temperatureWords(temperature) + (temperature === 0 && isOut ? " Cut, p = 0." : ""),
  });
  if (temperature === 0 && isOut) return steps;
  /** What a cut does to the token, if it has not been taken before. */
  const cut = (title, formula, name, off) => {
    const isTaken = result.fate(i) === `cut by ${name}`;
    steps.push({title, formula, words: isTaken ? `Cut by ${name}: p = 0.` : off ?? `${name[0].toUpperCase()}${name.slice(1)}: kept.`});
    return isTaken;
  };
  const {topK, topP, minP} = settings;
  const rank = `rank ${grouped(prepared.rank[i] + 1)} of ${grouped(prepared.order.length)}`;
  if (cut("Keep the top k", rank, `top-k ${topK}`, topK === 0 ? "Top-k is off: all stay." : undefined)) return steps;
  if (topP < 1 && cut("Keep what reaches p", rank, `top-p ${topP}`)) return steps;
  const odds = Math.exp(exponentOf(prepared.logits, prepared.logits[prepared.order[0]], temperature)(i));
  if (minP > 0 && cut("Keep what is near the leader", `${decimal(odds)} of the leader's p`, `min-p ${minP}`)) return steps;
  const d = result.exponent(i), weight = Math.exp(d), a = scaled(z), b = scaled(result.largest);
  return [...steps, {
    title: "Subtract the largest",
    formula: Number.isFinite(a) && Number.isFinite(b) ? `${difference(a, b)} = ${decimal(d)}` :
      `(${difference(z, result.largest)}) / ${temperature} = ${decimal(d)}`,
    words: "The same constant off every logit changes no probability, and stops exp from overflowing.",
  }, {
    title: "Raise e to it",
    formula: `exp(${decimal(d)}) = ${decimal(weight)}`,
    words: "eˣ is positive, and a difference of x becomes a ratio of eˣ.",
  }, {
    title: "Add up",
    formula: sumOfWeights(prepared, result),
    words: result.kept === 1 ? "Only one token is kept." : `Over the ${grouped(result.kept)} tokens that are kept.`,
  }, {
    title: "Divide by the sum",
    formula: `${decimal(weight)} / ${decimal(result.total)} = ${rounded(result.p[i])}`,
    words: "So the probabilities add up to 1.",
  }];
}

function showSteps(steps) {
  byId("steps").replaceChildren(...steps.map(({title, formula, words}) => make("li", {},
    make("span", {class: "title"}, title),
    make("span", {class: "formula"}, formula),
    make("span", {class: "words"}, words))));
}

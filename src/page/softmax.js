"use strict";
// The numbers of the page: bias, temperature, top-k, top-p, min-p, softmax, and the draws. No text, no document.

/** Adds up without losing the small ones among many (Neumaier). */
function sum(count, term) {
  let total = 0, lost = 0;
  for (let i = 0; i < count; ++i) {
    const x = term(i), next = total + x;
    lost += Math.abs(total) >= Math.abs(x) ? (total - next) + x : (x - next) + total;
    total = next;
  }
  return total + lost;
}

/** The tokens that are not banned, by falling logit, the earlier first of equals. */
function leadersFirst(logits) {
  const order = Uint32Array.from(logits, (_, i) => i).filter((i) => logits[i] > -Infinity);
  return order.sort((a, b) => logits[b] - logits[a] || a - b);
}

/** i -> its logit less the largest, divided by T. Nothing overflows, and the largest becomes exactly 0. */
function exponentOf(logits, largest, temperature) {
  const divisor = temperature || 1;  // at T = 0 there is one token left, and its difference is 0
  return (i) => {
    const difference = logits[i] - largest;
    return Number.isFinite(difference) ? difference / divisor : logits[i] / divisor - largest / divisor;
  };
}

/**
 * Softmax of the first `kept` of the tokens in `order`, who are the largest; all others have p = 0.
 */
function softmax(logits, order, kept, temperature) {
  const largest = logits[order[0]];
  const exponent = exponentOf(logits, largest, temperature);
  const p = new Float64Array(logits.length);
  for (let r = 0; r < kept; ++r) p[order[r]] = Math.exp(exponent(order[r]));
  const rest = sum(kept - 1, (r) => p[order[r + 1]]);
  const total = 1 + rest;
  const surprise = sum(kept, (r) => p[order[r]] > 0 ? -exponent(order[r]) * p[order[r]] : 0);
  for (let r = 0; r < kept; ++r) p[order[r]] /= total;
  return {p, exponent, largest, total, entropy: Math.log1p(rest) + surprise / total};
}

/** What depends on the tokens alone: the logits with their biases, their order, and the untouched softmax. */
function prepare(tokens) {
  const untouched = Float64Array.from(tokens, (token) => token.logit);
  const logits = Float64Array.from(tokens, (token) => token.logit + token.bias);
  const order = leadersFirst(logits);
  const rank = new Int32Array(tokens.length).fill(-1);
  order.forEach((i, r) => { rank[i] = r; });
  const first = tokens.some((token) => token.bias !== 0) ? leadersFirst(untouched) : order;
  return {logits, order, rank, before: first.length ? softmax(untouched, first, first.length, 1).p : untouched.fill(0)};
}

/** A sum of weights from 0 to 1 in multiples of 2^-60, exact: whether it reaches a share hangs on no order. */
class Mass {
  high = 0;
  low = 0;

  add(weight) {
    const to30 = 1.5 * 2 ** 22, to60 = 1.5 * 2 ** -8;  // adding one and taking it away rounds
    const high = (weight + to30) - to30;
    this.high += high;
    this.low += ((weight - high) + to60) - to60;
    return this.high + this.low;
  }
}

/** How many of the leaders reach the share p of all their weight together: the last of them is the one to cross it. */
function countReaching(p, leaders, exponent) {
  if (p === 1) return leaders.length;
  const weight = (r) => Math.exp(exponent(leaders[r]));
  const target = p * sum(leaders.length, weight), mass = new Mass();
  for (let r = 0; r < leaders.length; ++r) {
    if (mass.add(weight(r)) >= target) return r + 1;
  }
  return leaders.length;
}

/** How many of the leaders are at least m times as likely as the first. */
function countNear(m, leaders, exponent) {
  const least = Math.log(m), first = leaders.findIndex((i) => exponent(i) < least);
  return first < 0 ? leaders.length : first;
}

/** Every cut keeps the leaders and only says how many of them: `keeps(settings, leaders so far, exponent)`. */
const cuts = [
  {
    keeps: ({temperature}, leaders) => temperature === 0 ? 1 : leaders.length,
    name: () => "temperature 0",
  },
  {
    keeps: ({topK}, leaders) => topK > 0 ? Math.min(topK, leaders.length) : leaders.length,
    name: ({topK}) => `top-k ${topK}`,
  },
  {
    keeps: ({topP}, leaders, exponent) => countReaching(topP, leaders, exponent),
    name: ({topP}) => `top-p ${topP}`,
  },
  {
    keeps: ({minP}, leaders, exponent) => countNear(minP, leaders, exponent),
    name: ({minP}) => `min-p ${minP}`,
  },
];

/**
 * The probabilities. `fate(i)` tells what became of a token: "" if it is kept, else "banned" or the name of the
 * cut that took it. Without `p` if every token is banned.
 */
function choose({logits, order, rank}, settings) {
  let kept = order.length;
  const exponent = exponentOf(logits, logits[order[0]], settings.temperature);
  const made = cuts.map((cut) => {
    if (kept > 0) kept = cut.keeps(settings, order.subarray(0, kept), exponent);
    return {kept, name: cut.name(settings)};
  });
  const fate = (i) => {
    if (rank[i] < 0) return "banned";
    return rank[i] < kept ? "" : "cut by " + made.find((cut) => rank[i] >= cut.kept).name;
  };
  return {kept, fate, ...(kept > 0 ? softmax(logits, order, kept, settings.temperature) : {})};
}

/** The upper half of the 64-bit product of two 32-bit numbers. */
function upperProduct(a, b) {
  const aLow = a & 0xffff, aHigh = a >>> 16, bLow = b & 0xffff, bHigh = b >>> 16;
  const first = aHigh * bLow + ((aLow * bLow) >>> 16);
  const second = aLow * bHigh + (first & 0xffff);
  return (aHigh * bHigh + (first >>> 16) + (second >>> 16)) >>> 0;
}

/** Philox4x32-10 (Salmon et al. 2011): a counter of four words under a key of two. */
function philox(x, key) {
  let [k0, k1] = key;
  for (let round = 0; round < 10; ++round) {
    x = [
      (upperProduct(0xcd9e8d57, x[2]) ^ x[1] ^ k0) >>> 0, Math.imul(0xcd9e8d57, x[2]) >>> 0,
      (upperProduct(0xd2511f53, x[0]) ^ x[3] ^ k1) >>> 0, Math.imul(0xd2511f53, x[0]) >>> 0,
    ];
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return x;
}

/** The random number in [0, 1) of draw `index`, a pure function of the seed: the one that `logits sample` takes. */
function randomNumber(seed, index) {
  const key = [Number(seed & 0xffffffffn), Number(seed >> 32n)];
  const [low, high] = philox([index >>> 0, Math.floor(index / 2 ** 32), 0, 0], key);
  return (high * 2 ** 21 + (low >>> 11)) * 2 ** -53;
}

/** For each of the random numbers the first token, in input order, whose cumulative p exceeds it. */
function draw(p, numbers) {
  const drawable = [], cumulative = [];
  let total = 0;
  p.forEach((x, i) => {
    if (x === 0) return;
    drawable.push(i);
    cumulative.push(total += x);
  });
  return numbers.map((u) => {
    let low = 0, high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle] > u * total) high = middle; else low = middle + 1;
    }
    return drawable[low];
  });
}

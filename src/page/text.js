"use strict";
// Text in and out: how tokens and numbers are read and shown, and the command that says the same. No document.

/** What must not reach a person raw: controls, blanks that look like others, zero-width and bidi characters. */
const hidden = new RegExp(
  "[\\0-\\x1f\\x7f-\\xa0\\xad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f" +
  "\\u2028-\\u202f\\u205f-\\u206f\\u3000\\u3164\\ue000-\\uf8ff\\ufeff\\uffa0\\ufff0-\\ufffb\\u{e0000}-\\u{10ffff}]",
  "gu");

const isHidden = (text) => text.search(hidden) >= 0;

/** A JSON value as text in which nothing is hidden. */
function json(value) {
  const units = (character) => character.split("");
  const escape = (unit) => "\\u" + unit.charCodeAt(0).toString(16).padStart(4, "0");
  return JSON.stringify(value).replace(hidden, (character) => units(character).map(escape).join(""));
}

/** A token as a person reads it: bare when all is printable and no blank at either end, else as a JSON string. */
function shown(label) {
  return /^[^" ]([^]*[^ ])?$/u.test(label) && !isHidden(label) ? label : json(label);
}

/** What somebody means who types this as a token: the text, or what it says if it is a JSON string. */
function readLabel(text) {
  if (/^".*"$/.test(text)) {
    try {
      return JSON.parse(text).replace(/\p{Surrogate}/gu, "\ufffd");
    } catch {
      // a token that happens to stand between quotes
    }
  }
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** Reads a decimal number or -inf: {value}, or {error} with what is wrong with it. */
function readNumber(text, example) {
  const word = text.trim();
  if (/^-inf(inity)?$/i.test(word)) return {value: -Infinity};
  if (/^[+-]?nan$/i.test(word)) return {error: "NaN is not a number"};
  if (/^\+?inf(inity)?$/i.test(word)) return {error: "plus infinity would leave nothing for the others"};
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word)) {
    return {error: `${word === "" ? "a number is missing" : `'${word}' is not a number`}: try ${example}`};
  }
  return Number.isFinite(Number(word)) ? {value: Number(word) + 0} : {error: `${word} is more than a double holds`};
}

const readLogit = (text) => readNumber(text, "1.8, -2 or -inf");

const readBias = (text) => text.trim() === "" ? {value: 0} : readNumber(text, "1.8, -2 or -inf");

function readTemperature(text) {
  const {value, error} = readNumber(text, "0.7");
  const vanished = value === 0 && /^[^e]*[1-9]/i.test(text);  // 1e-400 is not 0, which means greedy
  return error || value < 0 || vanished ? {error: error ?? "a temperature is a number that is zero or more"} : {value};
}

/** A number from 0 to 1; an empty field is `off`. */
function readFraction(text, what, off) {
  const {value, error} = text.trim() === "" ? {value: off} : readNumber(text, "0.9");
  const vanished = value === 0 && /^[^e]*[1-9]/i.test(text);
  return error || value < 0 || value > 1 || vanished ? {error: error ?? `${what} is a number from 0 to 1`} : {value};
}

/** A whole number from 0 to `most`. */
function readCount(text, most, what) {
  const word = text.trim();
  const fits = /^\d+$/.test(word) && BigInt(word) <= BigInt(most);
  const range = most === Number.MAX_SAFE_INTEGER ? "" : ` from 0 to ${grouped(most)}`;
  return fits ? {value: BigInt(word)} : {error: `${what} is a whole number${range}`};
}

const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

const scientific = (x) => x.toExponential(2).replace(/e([+-])(\d)$/, "e$10$2");

/** Four decimals, half to even. Only a multiple of 1/32 can lie right between two such numbers. */
function fixed(x) {
  const isTie = Math.abs((x * 32) % 2) === 1;
  return (isTie ? 2 * Math.round(x * 5000) / 10000 : x).toFixed(4);
}

/** A number as the command's tables have it: scientific where 4 decimals would hide it, 0 and 1 only when exact. */
function rounded(x) {
  if (!Number.isFinite(x) || x === 0 || x === 1) return String(x + 0);
  return Math.abs(x) < 0.5e-4 || Math.abs(x) >= 1e15 ? scientific(x) : fixed(x);
}

/** The same, but 0 and 1 with their decimals too. */
const decimal = (x) => x === 0 || x === 1 ? x.toFixed(4) : rounded(x);

const logitText = (x) => x === -Infinity ? "-inf" : String(x);

/** A word for a POSIX shell (and for zsh, which expands =word). */
function quoted(word) {
  return /^[\w@%+:,.\/-][\w@%+=:,.\/-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * The tokens as words of a command: numbers where labels are indices, token=number where that says it all, else
 * a JSON document, which alone can hold equal labels and hidden characters.
 */
function inputWords(tokens) {
  const longestCommand = 100000;  // a shell takes 128 KiB in one word
  const labels = tokens.map((token) => token.label);
  const bare = labels.every((label, i) => label === String(i));
  const words = tokens.map(({label, logit}) => bare ? logitText(logit) : `${label}=${logitText(logit)}`);
  const handFed = new Set(labels).size === labels.length && !labels.some(isHidden) &&
    !labels.some((label) => /^\.{0,2}\//.test(label)) &&  // a word like a path is a file if there is one
    words.reduce((length, word) => length + word.length, 0) < longestCommand;
  if (handFed) {
    const dashes = !bare && words.some((word) => word.startsWith("-")) ? ["--"] : [];
    return {words: [...dashes, ...words.map(quoted)]};
  }
  const logits = tokens.map(({logit}) => logit === -Infinity ? "-inf" : logit);
  const document = json({...(bare ? {} : {tokens: labels}), logits});
  return document.length < longestCommand ? {words: [quoted(document)]} : {words: [], document};
}

/** How an option names a token: by its label where that is one token's alone, else by its index. */
function optionName(tokens, i) {
  const {label} = tokens[i];
  const plain = label !== "" && !/^#\d+$/.test(label) && !isHidden(label);
  return plain && tokens.every((token, j) => j === i || token.label !== label) ? label : `#${i}`;
}

function biasOptions(tokens) {
  return tokens.flatMap(({bias}, i) => {
    if (bias === 0) return [];
    const name = optionName(tokens, i);
    const value = bias === -Infinity ? name : `${name}=${bias}`;
    const [short, long] = bias === -Infinity ? ["--ban", "--ban"] : ["-b", "--bias"];
    return value.startsWith("-") ? [quoted(`${long}=${value}`)] : [short, quoted(value)];
  });
}

/** The command that gives these numbers, for a POSIX shell. */
function command(words, tokens, settings, input) {
  const options = [
    ...biasOptions(tokens),
    ...(settings.temperature === 1 ? [] : ["-t", String(settings.temperature)]),
    ...(settings.topK === 0 ? [] : ["-k", String(settings.topK)]),
    ...(settings.topP === 1 ? [] : ["-p", String(settings.topP)]),
    ...(settings.minP === 0 ? [] : ["--min-p", String(settings.minP)]),
  ];
  const line = ["logits", ...words, ...options, ...input.words].join(" ");
  return input.document === undefined ? line : `${line} <<'END'\n${input.document}\nEND`;
}

"use strict";
// Elements, fields that refuse what they cannot read, and sliders.

const byId = (id) => document.getElementById(id);

/** A new element. Strings among the children become text, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Sets text only where it differs, so that what somebody has selected stays selected. */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function mark(input, message, error) {
  setText(message, error ?? "");
  if (error === undefined) input.removeAttribute("aria-invalid"); else input.setAttribute("aria-invalid", "true");
}

/** The beginning of a number: no reason to complain yet. */
const isHalfTyped = (text) => /^[+-]?(\d*\.?\d*(e[+-]?)?|i(n(f(i(n(it?)?)?)?)?)?)$/i.test(text.trim());

/** Calls take(value) for what is typed and can be read; else marks the field, and all stays as it was. */
function connect(input, message, read, take) {
  const listen = (complainsAtOnce) => {
    const {value, error} = read(input.value);
    mark(input, message, complainsAtOnce || !isHalfTyped(input.value) ? error : undefined);
    if (error === undefined) take(value);
  };
  input.addEventListener("input", () => listen(false));
  input.addEventListener("change", () => listen(true));
}

/** Puts text on the clipboard and says so. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Browsers that keep the clipboard from local files still copy what is selected.
    const area = make("textarea", {});
    const focused = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    focused.focus();
  }
  setText(byId("copied"), "Copied.");
  setTimeout(() => setText(byId("copied"), ""), 2000);
}

/** Numbers from `low` to `high` that are easy to say, about as far apart as a logarithmic scale has them. */
function logarithmicStops(low, high) {
  const leading = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2, 2.2, 2.4, 2.6, 2.8, 3, 3.3, 3.6, 4, 4.5, 5,
    5.5, 6, 6.5, 7, 7.5, 8, 9];
  const stops = [];
  for (let decade = Math.floor(Math.log10(low)); 10 ** decade <= high; ++decade) {
    stops.push(...leading.map((digits) => Number(`${digits}e${decade}`)));
  }
  return stops.filter((stop) => low <= stop && stop <= high);
}

/**
 * A number box and a slider for one setting. The box takes any number, the slider moves over `stops()`.
 * `get` and `set` are for the setting, `text` is how the box says it, `ticks` are stops to be labelled.
 */
class Knob {
  constructor(id, {stops, read, text, get, set, ticks}) {
    Object.assign(this, {stops, text, get, ticks});
    this.box = byId(id);
    this.slider = byId(`${id}-slider`);
    this.scale = byId(`${id}-ticks`);
    this.message = byId(`${id}-error`);
    connect(this.box, this.message, read, (value) => {
      set(value);
      this.follow();
    });
    this.slider.addEventListener("input", () => {
      set(this.stops()[Number(this.slider.value)]);
      this.write();
    });
  }

  /** Puts the slider at the stop that is nearest to the setting. */
  follow() {
    const stops = this.stops(), value = this.get();
    const next = stops.findIndex((stop) => stop >= value);
    const between = (stops[next - 1] + stops[next]) / 2;
    const nearest = next < 0 ? stops.length - 1 : next > 0 && value < between ? next - 1 : next;
    this.slider.min = 0;
    this.slider.max = stops.length - 1;
    this.slider.value = nearest;
    this.slider.setAttribute("aria-valuetext", this.text(value));
    this.slider.disabled = stops.length < 2;
    this.scale.replaceChildren(...this.ticks(stops).map(([at, label]) => {
      const tick = make("span", {}, label);
      tick.style.setProperty("--at", stops.length < 2 ? 0 : at / (stops.length - 1));
      return tick;
    }));
  }

  /** Writes the setting into the box, too. */
  write() {
    this.box.value = this.text(this.get());
    mark(this.box, this.message);
    this.follow();
  }
}

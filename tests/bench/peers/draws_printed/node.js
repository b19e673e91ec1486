const logits = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
const largest = logits.reduce((a, b) => Math.max(a, b));
let total = 0;
const cumulative = logits.map((logit) => (total += Math.exp(logit - largest)));
const draw = (u) => {
  let low = 0;
  for (let high = cumulative.length - 1; low < high; ) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] > u) high = middle;
    else low = middle + 1;
  }
  return low;
};
const drawn = Array.from({ length: Number(process.argv[3]) }, () => draw(Math.random() * total));
console.log(drawn.join("\n"));

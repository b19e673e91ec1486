const logits = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
const top = [...logits.keys()].sort((a, b) => logits[b] - logits[a]).slice(0, 40);
const weights = top.map((i) => Math.exp((logits[i] - logits[top[0]]) / 0.8));
const total = weights.reduce((a, b) => a + b);
console.log(top.map((i, rank) => `${i}\t${weights[rank] / total}`).join("\n"));

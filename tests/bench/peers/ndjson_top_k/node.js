const lines = require("readline").createInterface({ input: require("fs").createReadStream(process.argv[2]) });
lines.on("line", (line) => {
  const logits = JSON.parse(line);
  const top = [...logits.keys()].sort((a, b) => logits[b] - logits[a]).slice(0, 40);
  const weight = (logit) => Math.exp(logit - logits[top[0]]);
  const full = logits.reduce((sum, logit) => sum + weight(logit), 0);
  const kept = top.reduce((sum, i) => sum + weight(logits[i]), 0);
  console.log(`${top[0]}\t${1 / full}\t${1 / kept}`);
});

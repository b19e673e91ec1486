#include "src/cli/option_table.hpp"

#include "logits/chain.hpp"

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr unsigned bit(Command command) {
  return 1U << static_cast<unsigned>(command);
}

constexpr unsigned probs = bit(Command::probs), sample = bit(Command::sample),
                   explain = bit(Command::explain), compare = bit(Command::compare),
                   sweep = bit(Command::sweep), solve = bit(Command::solve), quiz = bit(Command::quiz),
                   plot = bit(Command::plot), page = bit(Command::page), diff = bit(Command::diff),
                   engines = bit(Command::engines);
constexpr unsigned batches =
    probs | sample | explain | compare | sweep | solve | diff | engines;  // any number of rows
constexpr unsigned rows = batches | plot | page;
constexpr unsigned chances = probs | sample | explain;  // what may come next
constexpr unsigned tables = batches;

}  // namespace

std::string_view name(Command command) {
  constexpr std::array<std::string_view, 11> names = {
      "probs", "sample", "explain", "compare", "sweep", "solve", "quiz", "plot", "page", "diff", "engines"};
  return names[static_cast<std::size_t>(command)];
}

std::string listed(std::span<const std::string_view> words) {
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    list += i == 0 ? "" : i + 1 == words.size() ? " and " : ", ";
    list += words[i];
  }
  return list;
}

std::vector<OptionInfo> all_options() {
  std::vector<OptionInfo> options = {
      {"-b, --bias", "TOKEN=B", "add B to a logit; -inf bans; repeatable, adds up", rows},
      {"--ban", "TOKEN", "the same as --bias TOKEN=-inf; repeatable", rows},
      {"--bias-file", "FILE", "biases: {\"token\": b} or [[id, b], [id, false]]", rows},
  };
  for_each_parameter([&options](const Parameter& parameter) {
    if (parameter.range == Range::tokens) return;
    const std::string letter = parameter.letter == 0 ? "" : fmt::format("-{}, ", parameter.letter);
    const bool is_temperature = parameter.name == Temperature::name;
    const bool is_common = parameter.letter != 0 || parameter.name == MinP::name;
    options.push_back({fmt::format("{}--{}", letter, parameter.name), std::string(parameter.value),
                       std::string(parameter.help), is_temperature ? rows & ~sweep : rows,
                       is_common ? Topic::command : Topic::samplers});
  });
  const std::vector<OptionInfo> more = {
      {"-t, --temperature", "LIST", "the temperatures (0.1,0.5,1,2,10), or the one", sweep},
      {"-n, --count", "N", "how many tokens to draw (1)", sample},
      {"-n, --count", "N", "how many exercises (6)", quiz},
      {"-n, --count", "N", "'plot draws': how many (1000)", plot},
      {"-s, --seed", "S", "0 to 2^64 - 1; the same seed draws the same tokens", sample},
      {"-s, --seed", "S", "0 to 2^64 - 1; the same seed, the same sheet", quiz},
      {"-s, --seed", "S", "of the draws (0)", plot | page},
      {"-s, --seed", "S", "", rows & ~(sample | plot | page)},
      {"--prompt", "TOKENS", "the tokens that were given, for penalties", rows, Topic::samplers},
      {"--history", "TOKENS", "the tokens that were generated since", rows, Topic::samplers},
      {"--dry-breakers", "TOKENS", "dry looks back no further than these", rows, Topic::samplers},
      {"--sequence", "", "rows are one sequence: each goes on with its draw", chances, Topic::samplers},
      {"--targets", "FILE", "or with its token in FILE, one a line", chances, Topic::samplers},
      {"--cfg-logits", "FILE", "logits without the prompt, for --cfg-scale", rows & ~(diff | engines),
       Topic::samplers},
      {"--engine", "NAME", "run what an engine runs: 'logits engines' lists them", rows & ~engines,
       Topic::samplers},
      {"--request", "FILE", "parameters as a request to that engine has them", rows & ~engines,
       Topic::samplers},
      {"--no-defaults", "", "turn on only what is asked for, not the engine's defaults", rows & ~engines,
       Topic::samplers},
      {"--no-defaults", "", "leave the engines' own defaults off", engines},
      {"--order", "LIST", "the steps to run, in this order: top-k,temperature", rows & ~engines,
       Topic::samplers},
      {"--chain", "TEXT", "order and values in one: 'top-k=40 temperature=0.7'", rows & ~engines,
       Topic::samplers},
      {"--until", "STEP", "stop behind this step", rows & ~(diff | engines), Topic::samplers},
      {"--without-replacement", "", "draw N different tokens", sample},
      {"--counts", "", "count the draws of each token", sample},
      {"--ids", "", "print indices in place of tokens", sample},
      {"--probs", "", "print each token's p and log-prob too", sample},
      {"--logprobs-of", "WHICH", "what 'sample --probs' tells: processed, or raw", sample, Topic::samplers},
      {"--token", "TOKEN", "the token whose probability or odds are wanted", solve},
      {"--prob", "P", "its probability", solve},
      {"--target", "TOKEN=P", "both in one; 'solve bias' takes several", solve},
      {"--versus", "TOKEN", "the token that --token is compared with", solve},
      {"--odds", "R", "how many times as likely --token shall be", solve},
      {"--entropy", "H", "entropy in nats; with --bits in bits", solve},
      {"--bits", "", "", solve},
      {"--perplexity", "N", "as if N tokens were equally likely", solve},
      {"--kept", "N", "how many tokens top-k, top-p or min-p shall keep", solve},
      {"--value", "", "print nothing but the answers, one a line", solve},
      {"--from-t", "T", "the lowest temperature (0.1)", sweep | plot},
      {"--to-t", "T", "the highest (10)", sweep | plot},
      {"--steps", "N", "how many values (20)", sweep | plot},
      {"--spacing", "log|linear", "equal factors (for T), equal steps (for a bias)", sweep | plot},
      {"--over", "WHAT", "any number: top-k, min-p=0.01..0.5, bias:mat=-5..5", sweep | plot},
      {"--plot", "", "draw a line of blocks for each token", sweep},
      {"--max-columns", "N", "tokens, the likeliest (8); 0 for all", sweep | plot},
      {"-l, --logprobs", "", "natural-log probabilities in place of p", probs},
      {"--before", "", "also the softmax of the untouched logits", probs | plot},
      {"--stats", "", "entropy, tokens kept; perplexity of a response", probs},
      {"--heat", "", "a response's text, colored by probability", probs},
      {"--sort", "p|input", "order (table: p, others: input)", probs},
      {"--targets", "FILE", "the next tokens, one a row: perplexities", diff},
      {"--per-row", "", "a line for each row in place of the summary", diff},
      {"--answers", "", "print the answers, worked out", quiz},
      {"-f, --format", "FORMAT", "table, tsv, csv, json, ndjson, markdown; or --json",
       probs | sample | sweep | diff},
      {"-f, --format", "FORMAT", "table, json, ndjson, markdown; or --json",
       explain | compare | quiz | engines},
      {"-f, --format", "FORMAT", "table, json, ndjson; or --json", solve},
      {"--json", "", "", batches | quiz},
      {"-m, --max-rows", "N", "rows of a table (20); 0 for all", probs | sample | explain},
      {"-m, --max-rows", "N", "tokens (20); 0 for all", plot},
      {"-m, --max-rows", "N", "tokens that moved most (10); 0 for all", diff},
      {"--digits", "N", "decimals in a table, 0 to 17 (4)", tables},
      {"--color", "WHEN", "auto, always or never", (tables & ~solve) | quiz},
      {"--ascii", "", "bars of # for terminals without Unicode", tables & ~solve},
      {"--title", "TEXT", "what stands above the picture", plot},
      {"-o, --output", "FILE", "write to a file in place of standard output", plot | page},
      {"--from", "FORM",
       "auto, pairs, rows, json, ndjson, api, npy,\n"
       "                              safetensors, f16, bf16, f32 or f64",
       rows, Topic::input},
      {"--vocab-size", "V", "numbers in a row, for raw f16, bf16, f32 and f64", rows, Topic::input},
      {"--tensor", "NAME", "which tensor of a safetensors file", rows, Topic::input},
      {"--row", "N", "only row N, counted from 0", rows, Topic::input},
      {"--rows", "A:B", "only rows from A up to, not including, B; A: or :B", rows, Topic::input},
      {"--labels", "FILE", "the vocabulary that names the tokens", rows, Topic::input},
      {"--labels-as", "HOW", "plain, byte-level, metaspace or sentencepiece", rows, Topic::input},
      {"--labels-pad", "", "logits beyond the vocabulary are <id N>", rows, Topic::input},
      {"--position", "N", "one position of a response; prompt:N of its prompt", rows, Topic::input},
      {"--choice", "N", "one choice of a response", rows, Topic::input},
      {"--closed", "", "take the tokens a response lists for all there are", rows, Topic::input},
      {"-j, --jobs", "N", "rows at a time (1); 0 for one a processor", batches & ~diff},
      {"--row-offset", "N", "the number of the first row (0)", batches, Topic::input},
      {"--keep-going", "", "report bad rows and go on", batches, Topic::input},
  };
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

}  // namespace logits::cli

#include "src/cli/option_table.hpp"

#include "logits/chain.hpp"

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr unsigned probs = 1, sample = 2, explain = 4, every = 7;

}  // namespace

std::string_view name(Command command) {
  constexpr std::array<std::string_view, 3> names = {"probs", "sample", "explain"};
  return names[static_cast<std::size_t>(command)];
}

std::vector<OptionInfo> all_options() {
  std::vector<OptionInfo> options = {
      {"-b, --bias", "TOKEN=B", "add B to a logit; -inf bans; repeatable, adds up", every},
      {"--ban", "TOKEN", "the same as --bias TOKEN=-inf; repeatable", every},
      {"--bias-file", "FILE", "biases: {\"token\": b} or [[id, b], [id, false]]", every},
  };
  for_each_parameter([&options](const Parameter& parameter) {
    const std::string letter = parameter.letter == 0 ? "" : fmt::format("-{}, ", parameter.letter);
    options.push_back({fmt::format("{}--{}", letter, parameter.name), std::string(parameter.value),
                       std::string(parameter.help), every});
  });
  const std::vector<OptionInfo> more = {
      {"-n, --count", "N", "how many tokens to draw (1)", sample},
      {"-s, --seed", "S", "0 to 2^64 - 1; the same seed draws the same tokens", sample},
      {"--without-replacement", "", "draw N different tokens", sample},
      {"--counts", "", "count the draws of each token", sample},
      {"--ids", "", "print indices in place of tokens", sample},
      {"--probs", "", "print each token's p and log-prob too", sample},
      {"-l, --logprobs", "", "natural-log probabilities in place of p", probs},
      {"--before", "", "also the softmax of the untouched logits", probs},
      {"--stats", "", "entropy, perplexity, how many tokens are kept", probs},
      {"--sort", "p|input", "order (table: p, others: input)", probs},
      {"-f, --format", "FORMAT", "table, tsv, csv, json or ndjson", probs | sample},
      {"-f, --format", "FORMAT", "table, json or ndjson", explain},
      {"--json", "", "the same as --format json", every},
      {"-m, --max-rows", "N", "rows of a table (20); 0 for all", probs | explain},
      {"--digits", "N", "decimals in a table, 0 to 17 (4)", every},
      {"--color", "WHEN", "auto, always or never", every},
      {"--ascii", "", "bars of # for terminals without Unicode", every},
      {"--from", "FORM", "auto, pairs, rows, json or ndjson", every},
      {"--row-offset", "N", "the number of the first row (0)", every},
      {"--keep-going", "", "report bad rows and go on", every},
  };
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

}  // namespace logits::cli

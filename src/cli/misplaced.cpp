#include "src/cli/misplaced.hpp"

#include "src/cli/option_table.hpp"
#include "src/io/hand_fed.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace logits::cli {
namespace {

void refuse_of_other_commands(const Given& given, const Options& options) {
  const Command command = options.command.value_or(Command::probs);
  const std::vector<OptionInfo> known = all_options();
  for (const OptionInfo& info : known) {
    const bool fits = std::any_of(known.begin(), known.end(), [&](const OptionInfo& same) {
      return same.names == info.names && same.goes_with(command);
    });
    if (fits || !given.has(info.long_name().substr(2))) continue;
    std::vector<std::string_view> others;
    for (const Command other : commands) {
      const bool has = std::any_of(known.begin(), known.end(), [&](const OptionInfo& same) {
        return same.names == info.names && same.goes_with(other);
      });
      if (has) others.push_back(name(other));
    }
    refuse(fmt::format("{} does not go with 'logits {}'", info.long_name(), name(command)),
           fmt::format("it goes with {}", listed(others)));
  }
}

void refuse_of_other_formats(const Given& given, const Options& options) {
  const Command command = options.command.value_or(Command::probs);
  const bool table = is_for_people(options.format);
  const bool json = options.format == Format::json;
  const bool separated = options.format == Format::tsv || options.format == Format::csv;
  const auto without = [&](std::string_view option, bool fits, std::string_view hint) {
    if (!given.has(option) || fits) return;
    const std::string format = json ? "json" : given.last("format");
    refuse(fmt::format("--{} does not go with --format {}", option, format), hint);
  };
  without("digits", table, "tsv, csv and json print every digit");
  const bool diff = command == Command::diff;
  without("max-rows", table || command == Command::plot || (diff && json),
          diff ? "it goes with the summary: its tokens that moved most" : "it goes with tables");
  without("stats", table || json, "it goes with tables and JSON");
  for (const std::string_view option : {"before", "logprobs", "sort", "max-rows"}) {
    if (options.heat && given.has(option)) refuse(fmt::format("--{} does not go with --heat", option));
  }
  without("heat", options.format == Format::table, "it goes with text; JSON has each token's p");
  without("value", !json, "JSON has the answers under \"answers\"");
  without("plot", options.format == Format::table,
          "it goes with the terminal: 'logits plot sweep' draws a picture");
  without("per-row", !json, "--format ndjson prints a line for each row");
  if (options.per_row && given.has("max-rows"))
    refuse("--max-rows does not go with --per-row", "it says how many tokens the summary shows");
  for (const std::string_view option : {"from", "tensor", "position", "choice"}) {
    if (given.has(option) && !options.inputs.empty() && io::is_hand_fed(options.inputs.front()))
      refuse(fmt::format("--{} goes with documents, not with values", option));
  }
  const bool text_only = command == Command::explain || command == Command::compare ||
                         command == Command::quiz || command == Command::engines;
  const bool unfit =
      (text_only && separated) || (command == Command::solve && !json && options.format != Format::table);
  if (unfit) {
    refuse(fmt::format("'logits {}' prints text or JSON: --format table{} or json", name(command),
                       text_only ? ", markdown" : ""));
  }
  if (command == Command::sample && options.format == Format::markdown && !options.counts)
    refuse("--format markdown goes with --counts: drawn tokens are no table");
  if (command == Command::sample && given.has("max-rows") && !options.counts)
    refuse("--max-rows goes with --counts: each draw is printed");
  if (command == Command::sample && options.probs && options.counts)
    refuse("--counts and --probs contradict each other");
}

/// A row of a sequence goes on with one token, which the next row must know.
void refuse_beside_sequence(const Given& given, const Options& options) {
  const bool other_targets = options.command == Command::diff;
  if (!options.sequence) {
    if (given.has("targets") && !other_targets)
      refuse("--targets goes with --sequence", "they are the tokens that a sequence goes on with");
    return;
  }
  if (options.count != 1)
    refuse(fmt::format("--sequence does not go with --count {}", options.count),
           "a sequence goes on with the one token drawn at each row");
  for (const std::string_view option : {"counts", "without-replacement"}) {
    if (given.has(option))
      refuse(fmt::format("--sequence does not go with --{}", option),
             "a sequence goes on with the one token drawn at each row");
  }
  if (options.jobs > 1)
    refuse("--sequence does not go with --jobs", "a row has to wait for the token of the row before it");
  if (options.keep_going)
    refuse("--sequence does not go with --keep-going", "a bad row has no token to go on with");
  if (options.heat) refuse("--sequence does not go with --heat", "a heat line shows no more than a response");
}

void refuse_of_other_pictures(const Given& given, const Options& options) {
  const auto only_with = [&](std::string_view option, Picture picture, std::string_view word) {
    if (given.has(option) && options.picture != picture)
      refuse(fmt::format("--{} goes with 'logits plot {}'", option, word));
  };
  for (const std::string_view option : {"from-t", "to-t", "steps", "spacing", "over", "max-columns"})
    only_with(option, Picture::sweep, "sweep");
  only_with("before", Picture::bars, "bars");
  only_with("count", Picture::draws, "draws");
  only_with("seed", Picture::draws, "draws");
  if (given.has("max-rows") && options.picture == Picture::heat)
    refuse("--max-rows does not go with 'logits plot heat'");
  if (given.has("max-rows") && options.picture == Picture::sweep)
    refuse("--max-rows does not go with 'logits plot sweep'", "--max-columns says how many tokens");
}

}  // namespace

void refuse_misplaced(const Given& given, const Options& options) {
  refuse_of_other_commands(given, options);
  refuse_of_other_formats(given, options);
  refuse_beside_sequence(given, options);
  if (options.command == Command::plot) refuse_of_other_pictures(given, options);
}

}  // namespace logits::cli

// The words of the command line, separated by NUL; what follows an empty one is standard input.
#include "logits/error.hpp"
#include "src/cli/options.hpp"
#include "src/io/hand_fed.hpp"
#include "src/io/json.hpp"
#include "src/io/text_rows.hpp"
#include "tests/fuzz/feed.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace {

using logits::cli::Format;
using logits::cli::Options;

/// Whether a run would touch nothing but memory, and end soon.
bool is_harmless(const Options& options) {
  const auto is_in_memory = [](const std::string& word) {
    return word == "-" || logits::io::is_json(word) || logits::io::is_hand_fed(word);
  };
  const bool is_short = options.count <= 1000 && options.sweep.values.size() <= 100;
  return is_short && options.output.empty() &&
         std::all_of(options.inputs.begin(), options.inputs.end(), is_in_memory);
}

void try_arguments(const std::vector<std::string>& arguments, std::string_view input) {
  Options options;
  try {
    options = logits::cli::parse_options(arguments);
  } catch (const logits::Error&) {
    const Outcome refused = feed(arguments, input);
    require(refused.exit_code == 2 || refused.exit_code == 3, "options that cannot be read are an error");
    return;
  }
  if (!is_harmless(options)) return;
  const Outcome outcome = feed(arguments, input);
  const bool cut_off = outcome.exit_code == 4;
  if (options.show != logits::cli::Show::result || cut_off) return;
  if (options.format == Format::json || options.format == Format::ndjson) require_json_lines(outcome.out);
  if (options.format == Format::table && options.color != logits::cli::Color::always) {
    // What --probs puts between the columns of a sample.
    std::string text = outcome.out;
    if (options.probs) std::erase(text, '\t');
    require_plain(text, "a table");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(bytes), size);
  std::vector<std::string> arguments;
  while (!rest.empty() && rest.front() != '\0') {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    arguments.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (!rest.empty()) rest.remove_prefix(1);

  const auto names_file = [](const std::string& word) {
    constexpr std::array<std::string_view, 5> of_files = {"--bias-file", "--labels", "--targets", "--request",
                                                          "--cfg-logits"};
    return word.find('@') != std::string::npos ||
           std::any_of(of_files.begin(), of_files.end(),
                       [&](std::string_view option) { return word.starts_with(option); });
  };
  if (std::any_of(arguments.begin(), arguments.end(), names_file)) return 0;
  try_arguments(arguments, rest);
  arguments.insert(arguments.begin(), "--json");
  try_arguments(arguments, rest);
  return 0;
}

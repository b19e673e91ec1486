#include "src/cli/input_options.hpp"

#include "src/cli/tail.hpp"
#include "src/cli/values.hpp"
#include "src/io/documents.hpp"
#include "src/io/format.hpp"
#include "src/io/vocabulary/labelled_rows.hpp"
#include "src/io/vocabulary/read_vocabulary.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

using io::Form;

constexpr std::uint64_t last_row = std::numeric_limits<std::uint32_t>::max();

bool is_raw(Form form) {
  return form == Form::f16 || form == Form::bf16 || form == Form::f32 || form == Form::f64;
}

/// One side of A:B, or nothing where it is left out.
std::optional<std::uint64_t> bound(std::string_view text, const std::string& whole) {
  if (text.empty()) return std::nullopt;
  const auto row = io::parse_count(text);
  if (!row || *row > last_row)
    refuse(fmt::format("--rows must be A:B with whole numbers from 0 to {}, not {}", last_row,
                       io::in_quotes(whole)),
           "5: is row 5 and all behind it, :5 the first five");
  return row;
}

/// How the input is read: --from, --vocab-size, --tensor.
io::Reading reading_of(const Given& given) {
  io::Reading reading;
  if (given.has("from")) {
    reading.form = word_of<Form>(given, "from",
                                 {{"auto", Form::automatic},
                                  {"pairs", Form::pairs},
                                  {"rows", Form::rows},
                                  {"json", Form::json},
                                  {"ndjson", Form::ndjson},
                                  {"api", Form::api},
                                  {"npy", Form::npy},
                                  {"f16", Form::f16},
                                  {"bf16", Form::bf16},
                                  {"f32", Form::f32},
                                  {"f64", Form::f64},
                                  {"safetensors", Form::safetensors}});
  }
  if (given.has("vocab-size")) {
    if (!is_raw(reading.form))
      refuse("--vocab-size goes with --from f16, bf16, f32 or f64", "other forms tell how long a row is");
    reading.vocab_size = count_of(given, "vocab-size", io::most_tokens);
    if (reading.vocab_size == 0) refuse("--vocab-size must be at least 1, not '0'");
  } else if (is_raw(reading.form)) {
    refuse(fmt::format("--from {} needs --vocab-size V, the count of numbers in a row", given.last("from")));
  }
  if (given.has("tensor")) {
    if (reading.form != Form::automatic && reading.form != Form::safetensors)
      refuse(fmt::format("--tensor does not go with --from {}", given.last("from")),
             "it goes with safetensors files");
    reading.tensor = given.last("tensor");
  }
  return reading;
}

/// Which rows of it are wanted: --row or --rows; all where neither is given.
io::RowRange rows_of(const Given& given) {
  io::RowRange rows;
  if (given.has("row")) {
    if (given.has("rows")) refuse("--row and --rows contradict each other");
    rows.first = count_of(given, "row", last_row);
    rows.end = rows.first + 1;
  } else if (given.has("rows")) {
    const std::string& text = given.last("rows");
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos) {
      refuse(
          fmt::format("--rows must be A:B, not {}", io::in_quotes(text)),
          io::parse_count(text) ? fmt::format("--row {} is that row alone", text) : "for example --rows 0:5");
    }
    const auto first = bound(std::string_view(text).substr(0, colon), text);
    const auto end = bound(std::string_view(text).substr(colon + 1), text);
    if (first) rows.first = *first;
    if (end) rows.end = *end;
    if (rows.first >= rows.end)
      refuse(fmt::format("--rows {} has no rows", text), "A:B is from row A up to, not including, row B");
  }
  return rows;
}

}  // namespace

InputOptions input_options(const Given& given) {
  InputOptions input{.reading = reading_of(given),
                     .rows = rows_of(given),
                     .selection = {},
                     .closed = given.has("closed"),
                     .labels = {},
                     .labels_pad = given.has("labels-pad")};
  if (given.has("position")) select_position(input.selection, given.last("position"));
  if (given.has("choice")) input.selection.choice = count_of(given, "choice");
  const bool by_number = given.has("row") || given.has("rows");
  if (by_number && !input.selection.is_all())
    refuse(fmt::format("--{} and --{} do not go together", given.has("row") ? "row" : "rows",
                       input.selection.position ? "position" : "choice"),
           "each position of a response is a row: one of them says which");
  return input;
}

std::shared_ptr<const io::Vocabulary> labels_of(const Given& given) {
  if (!given.has("labels")) {
    for (const std::string_view option : {"labels-as", "labels-pad"}) {
      if (given.has(option)) refuse(fmt::format("--{} goes with --labels FILE", option));
    }
    return nullptr;
  }
  std::optional<io::Spelling> spelling;
  if (given.has("labels-as")) {
    spelling = word_of<io::Spelling>(given, "labels-as",
                                     {{"plain", io::Spelling::plain},
                                      {"byte-level", io::Spelling::byte_level},
                                      {"metaspace", io::Spelling::metaspace},
                                      {"sentencepiece", io::Spelling::sentencepiece}});
  }
  return io::read_vocabulary(given.last("labels"), spelling);
}

io::Rows open_rows(const std::vector<std::string>& inputs, const InputOptions& options,
                   io::Source& standard_input, const std::function<void()>& before_waiting) {
  io::Rows rows = selected(numbered(io::open_inputs(inputs, options.reading, standard_input, before_waiting)),
                           options.selection);
  if (options.closed) {
    rows.next = [next = std::move(rows.next)] {
      auto row = next();
      if (!row) return row;
      if (!row->logprobs)
        throw Error(Failure::input, "--closed goes with the log-probs of a response, and these are logits",
                    row->place);
      close(*row);
      return row;
    };
  }
  return options.labels == nullptr ? rows : io::labelled(std::move(rows), options.labels, options.labels_pad);
}

void require_rows(const io::RowRange& wanted, std::uint64_t count) {
  const auto [first, end] = wanted;
  const bool open_ended = end == io::RowRange().end;
  if (count >= end || (open_ended && (first == 0 || count > first))) return;
  const std::uint64_t missing = std::max(count, first);
  const std::string which = open_ended || missing + 1 == end
                                ? fmt::format("is no row {}", missing)
                                : fmt::format("are no rows {} to {}", missing, end - 1);
  const std::string numbers = count < 2 ? "number 0" : fmt::format("0 to {}", count - 1);
  throw Error(Failure::input,
              fmt::format("there {}: the input has {}, {}", which, io::counted(count, "row"), numbers));
}

}  // namespace logits::cli

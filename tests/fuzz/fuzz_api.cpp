// The rows of responses are sound, whatever a server sends, and do not depend on how the bytes come in. The
// first byte is the form: 'A' forces --from api.
#include "logits/error.hpp"
#include "src/io/documents.hpp"
#include "src/io/text.hpp"
#include "tests/fuzz/feed.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/unit_io/memory.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace io = logits::io;
using io::Row;
using logits::Error;
using logits::Failure;

namespace {

void require_sound(const Row& row) {
  require(row.count() > 0, "a row has a token");
  require(row.labels.empty() || row.labels.size() == row.count(), "each token has a label, or none has");
  require(row.ids.empty() || row.ids.size() == row.count(), "each token has an id, or none has");
  for (const double logit : row.logits) {
    const bool banned = logit == -std::numeric_limits<double>::infinity();
    require(banned || std::isfinite(logit), "a logit is finite or minus infinity");
    require(!row.rest || logit <= 1e-4, "a log-prob is not positive");
  }
  if (row.rest) {
    require(row.rest->highest <= row.logits.back(), "no token of the rest has more than all of them");
    require(row.logits.back() <= 0, "the rest has no more than everything");
  }
  require(row.position.has_value() == row.rest.has_value(), "a position has a rest");
  if (!row.position || !row.position->chosen_index) return;
  const std::size_t index = *row.position->chosen_index;
  require(index < row.count(), "the chosen token is one of the row");
  const std::string name = row.labels.empty() ? std::to_string(row.ids[index]) : row.labels[index];
  require(row.labels.empty() || name.starts_with("token_id:") || name == row.position->chosen,
          "the chosen token is called as the row calls it");
}

/// All that a read gives, as text.
std::string read(std::string_view input, io::Form form, std::size_t piece) {
  io::MemorySource source(std::string(input), piece);
  const io::Rows rows = io::open_inputs({"-"}, {.form = form}, source, {});
  std::string result;
  for (int errors = 0; errors < 5;) {
    try {
      const auto row = rows();
      if (!row) break;
      require_sound(*row);
      for (const double logit : row->logits) result += fmt::format("{} ", logit);
      for (const std::string& label : row->labels) result += label + '\n';
      for (const std::string& note : row->notes) {
        require_plain(note, "a note");
        result += note + '\n';
      }
      require_plain(row->place, "a place");
      if (!row->position) continue;
      result +=
          fmt::format("{} {} {}\n", row->position->choice, row->position->number, row->position->chosen);
    } catch (const Error& error) {
      ++errors;
      require(error.failure == Failure::input, "a bad response is bad input");
      require_plain(error.what(), "an error");
      require_plain(error.details, "the place of an error");
      result += fmt::format("{}\n{}\n", error.what(), error.details);
    }
  }
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const bool forced = input.starts_with('A');
  if (forced) input.remove_prefix(1);
  const io::Form form = forced ? io::Form::api : io::Form::automatic;
  const std::string whole = read(input, form, std::string_view::npos);
  require(read(input, form, 1) == whole, "bytes that come one by one make no difference");
  return 0;
}

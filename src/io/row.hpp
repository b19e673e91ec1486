#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logits::io {

/// How an option or a document names a token: by label, else id, else index; `#3` is always index 3.
struct TokenName {
  std::string text;
  bool is_id = false;  ///< a JSON number: never a label
};

struct NamedBias {
  TokenName token;
  double bias;                             ///< finite, or minus infinity for a ban
  std::string_view given_by = "\"bias\"";  ///< where it was said, as errors name it
};

/// A parameter that a document sets for itself.
struct Setting {
  std::string name;   ///< as the long option is spelled
  std::string value;  ///< as it was written
  std::string place;  ///< lines for an error
};

/// One vector of logits with all that its document says of it.
struct Row {
  std::vector<double> logits;       ///< finite, or minus infinity for a banned token. Never empty.
  std::vector<std::string> labels;  ///< one for each logit, or none at all. Bytes, not necessarily UTF-8.
  std::vector<std::uint64_t> ids;   ///< one for each logit, or none at all
  std::string id;                   ///< the row's own name, as JSON; empty if it has none
  bool logprobs = false;            ///< the document calls its numbers log-probs
  std::vector<NamedBias> bias;
  std::vector<Setting> settings;
  std::string place;  ///< a line for errors about the row as a whole; may be empty
};

inline constexpr std::size_t most_tokens = std::size_t{1}
                                           << 27;  // a gigabyte of doubles: endless input must end

/// Gives the next row, or nothing at the end. Throws `Failure::input` for a bad one; after that it can be
/// called again for the row behind it.
using Rows = std::function<std::optional<Row>()>;

/// Which of the input forms to read. `automatic` tells them apart by content.
enum class Form { automatic, pairs, rows, json, ndjson };

}  // namespace logits::io

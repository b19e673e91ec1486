#pragma once

#include "logits/candidates.hpp"
#include "src/io/vocabulary/vocabulary.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
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

/// The tokens that a truncated distribution does not list, as one block. Its log-prob is the last of the
/// row's logits.
struct Rest {
  double highest;  ///< no token of the block has a higher log-prob than this
};

/// Which position of a model's response a row is, and which token was chosen there.
struct Position {
  std::uint64_t response = 0;  ///< counted over all inputs by who reads them
  std::uint64_t choice = 0;
  std::uint64_t number = 0;  ///< within its choice (or its prompt), from 0
  bool in_prompt = false;    ///< the token was given, not generated
  std::string chosen;        ///< the chosen token's label, or its id in digits where it has no label
  std::optional<TokenId> chosen_index;  ///< where it stands in the row; nothing if its log-prob is not told
};

/// One vector of logits with all that its document says of it.
struct Row {
  std::uint64_t number = 0;    ///< counted over all inputs by who reads them, bad rows too
  std::vector<double> logits;  ///< finite, or minus infinity for a banned token. Never empty. One for each
                               ///< token, then one for the rest where there is one.
  std::vector<std::string> labels;   ///< one for each token, or none at all. Bytes, not necessarily UTF-8.
  std::vector<std::uint64_t> ids;    ///< one for each token, or none at all
  std::string id;                    ///< the row's own name, as JSON; empty if it has none
  bool logprobs = false;             ///< the document calls its numbers log-probs
  std::optional<Rest> rest;          ///< of a truncated distribution; then the logits are log-probs
  std::optional<Position> position;  ///< of a model's response
  std::vector<NamedBias> bias;
  std::vector<TokenName> prompt;      ///< the tokens before it, as the document tells them
  std::vector<TokenName> history;     ///< and those that were generated of them
  std::vector<double> unconditional;  ///< logits of the same tokens without the prompt, or none
  std::vector<Setting> settings;
  std::string place;  ///< a line for errors about the row as a whole; may be empty
  std::vector<std::string>
      notes;  ///< what to tell beside the results, a line each: "positions 0 to 2 have …"
  std::shared_ptr<const Vocabulary>
      vocabulary;  ///< names the tokens in their order where they have no labels

  /// How many tokens the row has, without the rest.
  std::size_t count() const { return logits.size() - (rest ? 1 : 0); }

  /// What the tokens are called: by the row itself, else by its vocabulary. One for each, or none at all.
  const std::vector<std::string>& token_labels() const {
    return labels.empty() && vocabulary != nullptr ? vocabulary->labels : labels;
  }
};

inline constexpr std::size_t most_tokens = std::size_t{1}
                                           << 27;  // a gigabyte of doubles: endless input must end

/// The rows of an input, one after the other. A function that gives one row after another is such.
struct Rows {
  Rows() = default;
  template <typename Next>
  requires std::is_invocable_v<Next&> Rows(Next give_next)
      : next(std::move(give_next)) {}  // NOLINT: implicit on purpose

  std::function<std::optional<Row>()> next;
  std::function<bool()> pass_over;              ///< where that is less work than `next`
  std::function<std::optional<double>()> read;  ///< where it is known

  /// The next row, or nothing at the end. Throws `Failure::input` for a bad one; after that it can be called
  /// again for the row behind it.
  std::optional<Row> operator()() const { return next(); }

  /// Passes over the next row, the numbers of a binary one unseen; false at the end. Throws as above.
  bool skip() const { return pass_over ? pass_over() : next().has_value(); }

  /// How much of the input has been read, from 0 to 1, where its size is known.
  std::optional<double> share_read() const { return read ? read() : std::nullopt; }
};

/// Which of the input forms to read. `automatic` tells them apart by content.
enum class Form { automatic, pairs, rows, json, ndjson, api, npy, f16, bf16, f32, f64, safetensors };

/// Which form an input has, and what it does not tell by itself.
struct Reading {
  Form form = Form::automatic;
  std::uint64_t vocab_size = 0;  ///< numbers in a row, of the forms that are nothing but numbers; else 0
  std::string tensor = {};       ///< of a safetensors file: the only one where no name is given
};

/// Some of the rows of an input, counted from 0 over all documents: `first` and those before `end`.
struct RowRange {
  std::uint64_t first = 0;
  std::uint64_t end = std::numeric_limits<std::uint64_t>::max();
};

}  // namespace logits::io

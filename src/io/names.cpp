#include "src/io/names.hpp"

#include "logits/error.hpp"
#include "src/io/json.hpp"
#include "src/io/number.hpp"
#include "src/io/place.hpp"
#include "src/io/suggest.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::size_t most_listed = 8;

std::vector<std::pair<std::uint64_t, TokenId>> sorted(const std::vector<std::uint64_t>& ids) {
  std::vector<std::pair<std::uint64_t, TokenId>> pairs;
  pairs.reserve(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) pairs.emplace_back(ids[i], static_cast<TokenId>(i));
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

/// The label that a token's shown form stands for, if the text is one: a JSON string in which a byte that is
/// not UTF-8 may stand as \xe8.
std::optional<std::string> quoted_label(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
  std::string label, plain;
  const auto take_plain = [&] {
    label += *parse_json({"", '"' + std::exchange(plain, {}) + '"'}).string();
  };
  const std::string_view inside = text.substr(1, text.size() - 2);
  try {
    for (std::size_t i = 0; i < inside.size(); ++i) {
      unsigned byte = 0;
      const char* const digits = inside.data() + i + 2;
      const bool is_byte = inside[i] == '\\' && i + 3 < inside.size() && inside[i + 1] == 'x' &&
                           std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
      if (is_byte) {
        take_plain();
        label += static_cast<char>(byte);
        i += 3;
        continue;
      }
      plain += inside[i];
      if (inside[i] == '\\' && i + 1 < inside.size()) plain += inside[++i];
    }
    take_plain();
  } catch (const Error&) {
    return std::nullopt;
  }
  return label;
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

/// The name that was probably meant: a token's with blanks around it, which people forget, else the nearest.
std::optional<std::string> meant(std::string_view typed, const std::vector<std::string>& known) {
  const std::string_view word = without_blanks(typed);
  const auto same = std::find_if(known.begin(), known.end(), [word](const std::string& name) {
    return name.size() > word.size() && without_blanks(name) == word;
  });
  return same != known.end() && !word.empty() ? *same : nearest(typed, known);
}

std::string list_tokens(const Row& row) {
  std::string list;
  const std::size_t count = row.count();
  for (std::size_t i = 0; i < std::min(count, most_listed); ++i) {
    if (i > 0) list += ", ";
    list += cut(shown(name_of(row, static_cast<TokenId>(i))), 40, false);
  }
  return count > most_listed ? fmt::format("{}, and {} more", list, count - most_listed) : list;
}

}  // namespace

std::string name_of(const Row& row, TokenId id) {
  if (id == row.count()) return "(rest)";
  if (const auto& labels = row.token_labels(); !labels.empty()) return labels[id];
  return std::to_string(row.ids.empty() ? id : row.ids[id]);
}

Names::Names(const Row& row)
    : row_(row),
      labels_(row.labels.empty() && row.vocabulary != nullptr
                  ? std::shared_ptr<const LabelFinder>(row.vocabulary, &row.vocabulary->finder)
                  : std::make_shared<LabelFinder>(row.labels)),
      ids_(sorted(row.ids)) {}

std::vector<TokenId> Names::all_called(const TokenName& name) const {
  const auto as_index = [this](std::string_view digits) -> std::vector<TokenId> {
    const auto index = parse_count(digits);
    if (!index || *index >= row_.count()) return {};
    return {static_cast<TokenId>(*index)};
  };
  const bool explicit_index = !name.is_id && name.text.size() > 1 && name.text[0] == '#';
  if (explicit_index && parse_count(name.text.substr(1))) return as_index(name.text.substr(1));

  if (!name.is_id) {
    std::vector<TokenId> found = labels_->find(name.text);
    if (!found.empty()) return found;
  }
  const auto id = parse_count(name.text);
  if (!id) return {};
  // In a response a number is a token's id, as in a logit_bias, and never its place in the list.
  if (ids_.empty() && row_.position) {
    const bool is_known = row_.vocabulary != nullptr && *id < row_.vocabulary->labels.size();
    return is_known ? labels_->find(row_.vocabulary->labels[*id]) : std::vector<TokenId>{};
  }
  if (ids_.empty()) return as_index(name.text);
  const auto found = std::lower_bound(ids_.begin(), ids_.end(), std::pair{*id, TokenId{0}});
  if (found != ids_.end() && found->first == *id) return {found->second};
  return name.is_id || row_.position ? std::vector<TokenId>{} : as_index(name.text);
}

TokenId Names::find(const TokenName& name, std::string_view who) const {
  std::vector<TokenId> found = all_called(name);
  if (found.empty()) {
    // As tables show it: " mat" in quotes.
    if (const auto unquoted = quoted_label(name.text)) found = labels_->find(*unquoted);
  }
  if (found.empty() && !name.is_id && row_.vocabulary != nullptr) {
    // As the file of the vocabulary spells it: "Ġmat".
    found = all_called({decoded(name.text, row_.vocabulary->spelling)});
  }
  if (found.size() == 1) return found[0];
  if (found.empty() && row_.rest) {
    throw Error(
        Failure::no_answer,
        fmt::format("{} names a token that is not among the {} listed: {}", who, row_.count(),
                    in_quotes(name.text)),
        fmt::format("  the tokens are: {}\n", list_tokens(row_)) +
            hint(ids_.empty() && row_.vocabulary == nullptr && parse_count(name.text)
                     ? "the response tells no ids; --labels FILE names them, and '#N' is the N-th of the list"
                     : "nothing is known of a token that the response does not list; ask for more top "
                       "log-probs"));
  }
  if (found.empty()) {
    std::vector<std::string> known = row_.token_labels();
    for (const auto& [id, index] : ids_) known.push_back(std::to_string(id));
    const auto near = parse_count(name.text) ? std::nullopt : meant(name.text, known);
    const std::string guess = !near ? ""
                              : *near == name.text
                                  ? "#N means index N; "
                                  : fmt::format("did you mean {}? ", in_quotes(shown(*near)));
    throw Error(Failure::input,
                fmt::format("{} names a token that is not in the input: {}", who, in_quotes(name.text)),
                row_.token_labels().empty() && row_.ids.empty()
                    ? hint(fmt::format("the tokens are numbered from 0 to {}", row_.count() - 1))
                    : fmt::format("  {}the tokens are: {}", guess, list_tokens(row_)));
  }
  std::string indices;
  for (std::size_t i = 0; i < std::min(found.size(), most_listed); ++i) {
    indices += fmt::format("{}'#{}'", i == 0 ? "" : ", ", found[i]);
  }
  throw Error(
      Failure::input,
      fmt::format("{} names {}, and {} tokens are called that", who, in_quotes(name.text), found.size()),
      hint(fmt::format("say which by index: {}{}", indices, found.size() > most_listed ? ", ..." : "")));
}

void require_distinct(const std::vector<std::uint64_t>& ids, const std::function<std::string()>& place) {
  const bool rises = std::adjacent_find(ids.begin(), ids.end(), std::greater_equal<>()) == ids.end();
  if (rises) return;  // as most do: no need to sort them
  const auto pairs = sorted(ids);
  const auto twice = std::adjacent_find(pairs.begin(), pairs.end(),
                                        [](const auto& a, const auto& b) { return a.first == b.first; });
  if (twice == pairs.end()) return;
  throw Error(Failure::input,
              fmt::format("the id {} is there twice, at index {} and {}", twice->first, twice->second,
                          std::next(twice)->second),
              place());
}

}  // namespace logits::io

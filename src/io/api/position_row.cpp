#include "src/io/api/position_row.hpp"

#include "logits/error.hpp"
#include "logits/softmax.hpp"
#include "src/io/json_values.hpp"
#include "src/io/names.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace logits::io::api {
namespace {

/// Which of the tokens is the chosen one. Of several that look the same, the one whose log-prob is nearest.
std::optional<std::size_t> place_of(const Entry& chosen, const std::vector<Entry>& tokens) {
  std::optional<std::size_t> place;
  double least = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!same_token(chosen, tokens[i])) continue;
    const bool is_equal = chosen.logprob == tokens[i].logprob;  // two infinities have no distance
    const double distance = is_equal || !chosen.logprob ? 0 : std::fabs(*chosen.logprob - *tokens[i].logprob);
    if (place && distance >= least) continue;
    place = i;
    least = distance;
  }
  return place;
}

/// The lowest log-prob among the likeliest tokens, or 0 where nothing is known of them. The chosen token does
/// not count where it may have been added to them: in a dictionary, out of order (vLLM puts it first, and
/// drops the last one for it), or alone.
double lowest_of_top(const std::vector<Entry>& top, std::optional<std::size_t> chosen, bool may_hold_chosen) {
  const bool falls = std::is_sorted(top.begin(), top.end(),
                                    [](const Entry& a, const Entry& b) { return *a.logprob > *b.logprob; });
  const bool all_count = falls && !may_hold_chosen && top.size() > 1;
  double lowest = 0;
  for (std::size_t i = 0; i < top.size(); ++i) {
    if ((i != chosen || all_count) && std::isfinite(*top[i].logprob))
      lowest = std::min(lowest, *top[i].logprob);
  }
  return lowest;
}

void name_tokens(Row& row, const std::vector<Entry>& tokens, const Text& text) {
  const auto has_label = [](const Entry& entry) {
    return entry.label() != nullptr;
  };
  const auto has_id = [](const Entry& entry) {
    return entry.id.has_value();
  };
  const bool labelled = std::any_of(tokens.begin(), tokens.end(), has_label);
  const bool numbered = std::all_of(tokens.begin(), tokens.end(), has_id);
  for (const Entry& token : tokens) {
    if (!has_label(token) && !token.id) fail("a token has neither a text nor an id", text, token.at);
    if (labelled)
      row.labels.push_back(has_label(token) ? *token.label() : fmt::format("token_id:{}", *token.id));
    if (numbered) row.ids.push_back(*token.id);
  }
  require_distinct(row.ids, [&row] { return row.place; });
}

void require_logprob(const Entry& entry, const Text& text) {
  if (!entry.logprob)
    fail(fmt::format("the token {} has no log-prob", in_quotes(entry.name())), text, entry.at);
}

}  // namespace

std::string words_for(const Position& position) {
  return fmt::format("position {}{}{}", position.number, position.in_prompt ? " of the prompt" : "",
                     position.choice > 0 ? fmt::format(" of choice {}", position.choice) : "");
}

Row row_of(Listing listing, Position position, std::string place, const Text& text) {
  Row row;
  row.logprobs = true;
  row.place = std::move(place);
  std::vector<Entry>& tokens = listing.top;
  for (std::vector<Entry>* const list : {&tokens, &listing.more}) {
    std::erase_if(*list, [](const Entry& entry) { return entry.is_unlisted; });
    for (const Entry& entry : *list) require_logprob(entry, text);
  }

  std::optional<std::size_t> chosen = listing.chosen ? place_of(*listing.chosen, tokens) : std::nullopt;
  const double lowest = lowest_of_top(tokens, chosen, listing.may_hold_chosen);
  if (listing.chosen) {
    position.chosen = listing.chosen->name();
    if (!chosen && listing.chosen->logprob) {
      chosen = tokens.size();
      tokens.push_back(std::move(*listing.chosen));
    } else if (!chosen && listing.chosen->is_unlisted) {
      row.notes.push_back(
          fmt::format("{}: the chosen token {} is not among those listed (-9999 stands for its log-prob)",
                      words_for(position), in_quotes(position.chosen)));
    } else if (!chosen && tokens.empty()) {
      require_logprob(*listing.chosen, text);
    }
  }
  std::move(listing.more.begin(), listing.more.end(), std::back_inserter(tokens));
  if (tokens.empty()) {
    const bool is_unlisted = listing.chosen && listing.chosen->is_unlisted;
    throw Error(
        Failure::input,
        words_for(position) +
            (is_unlisted ? " has no log-probs: -9999 means that a token is not listed" : " lists no token"),
        row.place + "\n" + hint("ask for more top log-probs, or pass over it with --keep-going"));
  }

  name_tokens(row, tokens, text);
  for (const Entry& token : tokens) row.logits.push_back(*token.logprob);
  if (chosen) {
    position.chosen = tokens[*chosen].name();
    position.chosen_index = static_cast<TokenId>(*chosen);
  }
  const double rest = log_of_rest(row.logits);
  row.rest = Rest{.highest = std::min(lowest, rest)};
  row.logits.push_back(rest);
  row.position = std::move(position);
  return row;
}

}  // namespace logits::io::api

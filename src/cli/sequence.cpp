#include "src/cli/sequence.hpp"

#include "logits/chain.hpp"
#include "logits/draw.hpp"
#include "logits/error.hpp"
#include "src/cli/tail.hpp"
#include "src/io/format.hpp"
#include "src/io/label_finder.hpp"
#include "src/io/names.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

void require_whole(const io::Row& row) {
  if (!row.rest) return;
  throw Error(Failure::no_answer,
              fmt::format("a sequence needs all tokens there are, and the response lists only {} of them",
                          io::grouped(row.count())),
              io::hint("--closed takes those listed for all there are"));
}

void refuse_history_of_its_own(const io::Row& row) {
  for (const auto& [list, key] : {std::pair(&row.prompt, "prompt"), std::pair(&row.history, "history")}) {
    if (!list->empty())
      throw Error(Failure::input,
                  fmt::format("row {} has a \"{}\" of its own, and with --sequence it comes behind the rows "
                              "before it",
                              row.number, key),
                  io::hint("the first row's alone begins the sequence"));
  }
}

[[noreturn]] void refuse_ambiguous(std::uint64_t row, const std::string& label) {
  throw Error(Failure::input,
              fmt::format("row {} has several tokens called {}, and the rows have different tokens: nobody "
                          "knows which are the same",
                          row, io::in_quotes(label)));
}

/// The first draw of the row, as `logits sample` draws it.
TokenId drawn(const io::Result& result) {
  return Sampler(result.distribution, 1).draw(result.state.random(Stream::draw, 0));
}

/// What the picker chooses from.
Candidates before_picker(const io::Result& result) {
  if (is_off(result.chain, result.chain.steps.size())) return {};  // nobody learns from it
  return candidates_after(result.row, Chain{.steps = result.chain.steps}, result.state);
}

std::optional<double> mu_of(const Picker& picker, const State& state) {
  const auto* const mirostat = std::get_if<Mirostat>(&picker);
  if (mirostat == nullptr || mirostat->is_off()) return std::nullopt;
  return state.mu.value_or(2 * mirostat->tau);
}

std::optional<double> average_of(const Picker& picker, const State& state) {
  const auto* const adaptive = std::get_if<AdaptiveP>(&picker);
  if (adaptive == nullptr || adaptive->is_off()) return std::nullopt;
  return state.average ? state.average->sum / state.average->weight : adaptive->target;
}

}  // namespace

std::optional<State> Sequence::state_for(const io::Row& row) {
  require_whole(row);
  if (state_) {
    refuse_history_of_its_own(row);
    rename_tokens(row, named_by(row));
  }
  naming_.row = row.number;
  return state_;
}

void Sequence::go_on(io::Result& result) {
  const bool is_given = !targets_.empty();
  const std::uint64_t number = result.row.number;
  if (is_given && number >= targets_.size()) refuse_targets(targets_.size(), number + 1, true);
  const TokenId token =
      is_given ? io::Names(result.row).find(targets_[number].token, targets_[number].who) : drawn(result);
  const Picker& picker = result.chain.picker;
  State after = result.state;
  after.unconditional.clear();
  advance(after, result.chain, before_picker(result), token);
  result.continuation = io::Continuation{.token = token,
                                         .is_given = is_given,
                                         .history = after.history.size(),
                                         .mu = mu_of(picker, result.state),
                                         .mu_after = mu_of(picker, after),
                                         .average = average_of(picker, result.state),
                                         .average_after = average_of(picker, after)};
  if (!state_)
    naming_ = {number, result.row.count(), result.row.labels, result.row.vocabulary, result.row.ids};
  state_ = std::move(after);
}

void Sequence::require_no_more_targets(std::uint64_t rows) const {
  if (targets_.size() > rows) refuse_targets(targets_.size(), rows, false);
}

/// By what the tokens so far are found among those of a row.
Sequence::NamedBy Sequence::named_by(const io::Row& row) const {
  const auto& labels = naming_.labels();
  const auto& row_labels = row.token_labels();
  if (!naming_.ids.empty() && !row.ids.empty()) return naming_.ids == row.ids ? NamedBy::index : NamedBy::id;
  if (!labels.empty() && !row_labels.empty())
    return &labels == &row_labels || labels == row_labels ? NamedBy::index : NamedBy::label;
  if (naming_.count == row.count()) return NamedBy::index;
  throw Error(
      Failure::input,
      fmt::format("row {} has {} and row {} {}, and without names for both nobody knows which are "
                  "the same",
                  naming_.row, io::counted(naming_.count, "token"), row.number, io::grouped(row.count())));
}

void Sequence::rename_tokens(const io::Row& row, NamedBy by) {
  const auto& labels = naming_.labels();
  if (by == NamedBy::index) {
    // A row may have names where those before it had none.
    if (labels.empty())
      std::tie(naming_.own_labels, naming_.vocabulary) = std::pair(row.labels, row.vocabulary);
    if (naming_.ids.empty()) naming_.ids = row.ids;
    return;
  }
  std::optional<io::LabelFinder> names, names_before;
  if (by == NamedBy::label) {
    names.emplace(row.token_labels());
    names_before.emplace(labels);
  }
  const auto called = [&](const Absent& token) -> std::vector<TokenId> {
    if (names_before && names_before->find(token.label).size() > 1)
      refuse_ambiguous(naming_.row, token.label);
    if (names) return names->find(token.label);
    const auto found = std::find(row.ids.begin(), row.ids.end(), token.id);
    if (found == row.ids.end()) return {};
    return {static_cast<TokenId>(found - row.ids.begin())};
  };

  std::vector<Absent> absent;
  std::map<TokenId, TokenId> renamed;
  const auto rename = [&](TokenId& id) {
    const auto [place, is_new] = renamed.try_emplace(id);
    if (is_new) {
      Absent token = id >= naming_.count ? absent_[id - naming_.count]
                                         : Absent{labels.empty() ? "" : labels[id],
                                                  naming_.ids.empty() ? 0 : naming_.ids[id]};
      const std::vector<TokenId> same = called(token);
      if (same.size() > 1) refuse_ambiguous(row.number, token.label);
      place->second = same.empty() ? static_cast<TokenId>(row.count() + absent.size()) : same.front();
      if (same.empty()) absent.push_back(std::move(token));
    }
    id = place->second;
  };
  for (TokenId& id : state_->prompt) rename(id);
  for (TokenId& id : state_->history) rename(id);
  absent_ = std::move(absent);
  naming_ = {row.number, row.count(), row.labels, row.vocabulary, row.ids};
}

}  // namespace logits::cli

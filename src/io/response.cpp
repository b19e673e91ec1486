#include "src/io/response.hpp"

#include "logits/softmax.hpp"
#include "src/io/leaders.hpp"
#include "src/io/names.hpp"
#include "src/io/position.hpp"
#include "src/io/write_table.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace logits::io {
namespace {

constexpr std::size_t most_doubtful = 5, most_others = 5;

}  // namespace

ChosenToken chosen_token(const Result& result) {
  const Position& position = *result.row.position;
  ChosenToken token;
  token.position = position;
  token.rank = rank_of_chosen(result);
  if (const auto index = position.chosen_index) {
    token.p = result.p(*index);
    token.logp = result.logp(*index);
  }
  const std::size_t shown = std::min(most_others, result.kept_count());
  const std::vector<TokenId> order = leaders_first(result, shown);
  for (std::size_t i = 0; i < shown; ++i)
    token.others.push_back({name_of(result.row, order[i]), result.p(order[i])});
  if (result.is_open()) token.rest = result.p(result.rest());
  return token;
}

void Responses::add(ChosenToken token) {
  const Position& position = token.position;
  const auto same = [&position](const Passage& passage) {
    return passage.response() == position.response && passage.choice() == position.choice &&
           passage.in_prompt() == position.in_prompt;
  };
  const auto passage = std::find_if(passages_.rbegin(), passages_.rend(), same);
  if (passage == passages_.rend()) {
    passages_.push_back({{std::move(token)}});
  } else {
    passage->tokens.push_back(std::move(token));
  }
}

std::string Responses::title_of(const Passage& passage) const {
  const auto differs = [&](auto property) {
    return std::any_of(passages_.begin(), passages_.end(),
                       [&](const Passage& other) { return property(other) != property(passage); });
  };
  std::string title;
  const auto add = [&title](const std::string& part) {
    title += (title.empty() ? "" : ", ") + part;
  };
  if (differs([](const Passage& p) { return p.response(); }))
    add(fmt::format("response {}", passage.response()));
  if (differs([](const Passage& p) { return p.choice(); })) add(fmt::format("choice {}", passage.choice()));
  if (differs([](const Passage& p) { return p.in_prompt(); })) add(passage.in_prompt() ? "prompt" : "answer");
  return title;
}

Certainty certainty_of(const Passage& passage) {
  Certainty certainty;
  double sum = 0;
  for (const ChosenToken& token : passage.tokens) {
    if (!token.logp) {
      ++certainty.unknown;
      continue;
    }
    ++certainty.tokens;
    sum += *token.logp;
    certainty.doubtful.push_back(&token);
  }
  if (certainty.tokens > 0) {
    certainty.mean_logp = sum / static_cast<double>(certainty.tokens);
    certainty.perplexity = 1 / probability_of(certainty.mean_logp);
  }
  const auto less_certain = [](const ChosenToken* a, const ChosenToken* b) {
    return *a->logp < *b->logp;
  };
  std::stable_sort(certainty.doubtful.begin(), certainty.doubtful.end(), less_certain);
  certainty.doubtful.resize(std::min(certainty.doubtful.size(), most_doubtful));
  return certainty;
}

}  // namespace logits::io

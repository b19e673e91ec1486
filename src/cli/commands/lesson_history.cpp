// What the steps that look back at the tokens so far say for themselves in an explanation.
#include "src/cli/commands/lesson.hpp"
#include "src/io/format.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

using Tokens = std::vector<TokenId>;

constexpr std::size_t most_lines = 8;

Tokens last(Tokens tokens, std::uint64_t window) {
  if (window > 0 && window < tokens.size())
    tokens.erase(tokens.begin(), tokens.end() - static_cast<std::ptrdiff_t>(window));
  return tokens;
}

Tokens tokens_so_far(const State& state, std::uint64_t window) {
  Tokens tokens = state.prompt;
  tokens.insert(tokens.end(), state.history.begin(), state.history.end());
  return last(std::move(tokens), window);
}

using Counts = std::map<TokenId, std::size_t>;

Counts counts_of(const Tokens& tokens) {
  Counts counts;
  for (const TokenId id : tokens) ++counts[id];
  return counts;
}

std::size_t count_in(const Counts& counts, TokenId id) {
  const auto found = counts.find(id);
  return found == counts.end() ? 0 : found->second;
}

/// How many tokens right before each are the last ones of all (the Z-function, read from the end).
std::vector<std::size_t> matches(const Tokens& tokens) {
  const Tokens back(tokens.rbegin(), tokens.rend());
  const std::size_t size = tokens.size();
  std::vector<std::size_t> length(size, 0), result(size, 0);
  for (std::size_t i = 1, left = 0, right = 0; i < size; ++i) {
    if (i < right) length[i] = std::min(right - i, length[i - left]);
    while (i + length[i] < size && back[length[i]] == back[i + length[i]]) ++length[i];
    if (i + length[i] > right) left = i, right = i + length[i];
    result[size - i] = length[i];
  }
  return result;
}

std::string times(std::size_t count) {
  return count == 1 ? "once" : io::grouped(count) + " times";
}

}  // namespace

void Lesson::explain(const Penalties& penalties, const Trace& trace) {
  begin_part(penalties.does, trace);
  const Tokens all = tokens_so_far(result_.state, penalties.window);
  const Tokens output = last(result_.state.history, penalties.window);
  const Counts in_all = counts_of(all), in_output = counts_of(output);
  const Counts& repeated = penalties.repetition_scope == Penalties::Scope::all ? in_all : in_output;
  const bool counts_all = penalties.additive_scope == Penalties::Scope::all;
  const Counts& counted = counts_all ? in_all : in_output;
  const std::size_t length = (counts_all ? all : output).size();
  const bool by_share = penalties.frequency_unit == Penalties::Frequency::share;

  const auto divided = [&](const std::string& text, double logit, TokenId id) {
    if (penalties.repetition == 1 || count_in(repeated, id) == 0) return text;
    const bool is_sum = text.find(' ') != std::string::npos;
    return fmt::format("{} {} {}", is_sum ? "(" + text + ")" : text, logit < 0 ? "x" : "/",
                       io::shortest(penalties.repetition));
  };
  const auto count = [&](TokenId id) {
    const std::string n = std::to_string(count_in(counted, id));
    return by_share ? n + "/" + std::to_string(length) : n;
  };
  const auto signed_term = [](double value, const std::string& factor) {
    return fmt::format(" {} {}{}", value < 0 ? "+" : "-", factor, io::shortest(std::fabs(value)));
  };
  const auto lowered = [&](std::string text, TokenId id) {
    if (count_in(counted, id) == 0) return text;
    if (penalties.frequency != 0) text += signed_term(penalties.frequency, count(id) + " x ");
    if (penalties.presence != 0) text += signed_term(penalties.presence, "");
    return text;
  };
  const auto amount = [&](TokenId id) {
    const auto n = static_cast<double>(count_in(counted, id));
    if (n == 0) return 0.0;
    return n / (by_share ? static_cast<double>(length) : 1) * penalties.frequency + penalties.presence;
  };

  Tokens ids;
  const bool repeats = penalties.repetition != 1;
  const bool adds = penalties.frequency != 0 || penalties.presence != 0;
  for (const TokenId id : trace.before.ids) {
    if ((repeats && count_in(repeated, id) > 0) || (adds && count_in(counted, id) > 0)) ids.push_back(id);
  }
  if (ids.empty()) {
    out_.write("  it touches none: no token in play is there\n");
    return gains_and_loses(trace);
  }
  const std::size_t most = std::max(shown_.size(), most_lines),
                    more = ids.size() - std::min(ids.size(), most);
  ids.resize(ids.size() - more);
  lines(trace.before, {}, ids, [&](std::size_t i) -> Line {
    const TokenId id = trace.before.ids[i];
    const double logit = trace.before.logits[i] / trace.before.temperature;
    const std::string text =
        penalties.order == Penalties::Order::repetition_first
            ? lowered(divided(io::trimmed(logit, looks_.digits), logit, id), id)
            : divided(lowered(io::trimmed(logit, looks_.digits), id), logit - amount(id), id);
    std::string note = "there " + times(count_in(in_all, id));
    if (adds && count_in(counted, id) != count_in(in_all, id))
      note += fmt::format(", {} of them generated",
                          count_in(counted, id) == 0 ? "none" : std::to_string(count_in(counted, id)));
    return {{text, "=", number(logit_of(trace.after, id))}, note};
  });
  if (more > 0) out_.print("  {} more\n", io::grouped(more));
  gains_and_loses(trace);
}

void Lesson::explain(const NoRepeatNgram& no_repeat, const Trace& trace) {
  begin_part(no_repeat.does, trace);
  const Tokens so_far = tokens_so_far(result_.state, no_repeat.n - 1);
  const auto name = [&](TokenId id) {
    return id < result_.row.count() ? token(id) : "#" + std::to_string(id);
  };
  std::string context;
  if (no_repeat.n > 1) {
    const std::size_t shown = std::min(so_far.size(), most_lines);
    if (shown < so_far.size()) context = looks_.ascii ? "... " : "… ";
    for (std::size_t i = so_far.size() - shown; i < so_far.size(); ++i) context += name(so_far[i]) + " ";
  }
  for (std::size_t i = 0; i < std::min(trace.cut.size(), most_lines); ++i)
    out_.print("  {}{} is there already, so not {} again\n", context, token(trace.cut[i]),
               token(trace.cut[i]));
  if (trace.cut.size() > most_lines)
    out_.print("  and {} more\n", io::grouped(trace.cut.size() - most_lines));
  if (trace.cut.empty()) out_.write("  no token in play would complete an n-gram that is there\n");
  keep_and_cut(trace);
  tell_divisor(trace);
}

void Lesson::explain(const Dry& dry, const Trace& trace) {
  begin_part(dry.does, trace);
  const Tokens tokens = tokens_so_far(result_.state, dry.window);
  const auto is_breaker = [&](TokenId id) {
    return std::binary_search(dry.breakers.begin(), dry.breakers.end(), id);
  };
  const auto longest =
      static_cast<std::size_t>(std::find_if(tokens.rbegin(), tokens.rend(), is_breaker) - tokens.rbegin());
  const std::vector<std::size_t> matched = matches(tokens);
  Counts longest_of;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::size_t& length = longest_of[tokens[i]];
    length = std::max(length, std::min(matched[i], longest));
  }
  Tokens ids;
  const std::size_t most = std::max(shown_.size(), most_lines);
  for (const TokenId id : trace.before.ids) {
    const auto found = longest_of.find(id);
    const bool is_lowered =
        found != longest_of.end() && found->second >= dry.allowed_length && !is_breaker(id);
    if (is_lowered && ids.size() < most) ids.push_back(id);
  }
  if (ids.empty()) {
    out_.print("  no token in play goes on with a repetition of {} tokens or more\n", dry.allowed_length);
  } else {
    out_.print("  z - {} x {}^(L - {}), for what goes on with a repetition of L tokens\n",
               io::shortest(dry.multiplier), io::shortest(dry.base), dry.allowed_length);
  }
  lines(trace.before, {}, ids, [&](std::size_t i) -> Line {
    const TokenId id = trace.before.ids[i];
    const bool stays = std::binary_search(trace.after.ids.begin(), trace.after.ids.end(), id);
    const std::size_t length = longest_of.at(id);
    return {{number(logit_of(trace.before, id)),
             fmt::format("- {} x {}^{} =", io::shortest(dry.multiplier), io::shortest(dry.base),
                         length - dry.allowed_length),
             stays ? number(logit_of(trace.after, id)) : "banned"},
            fmt::format("L = {}", length)};
  });
  if (!trace.cut.empty()) keep_and_cut(trace);
  gains_and_loses(trace);
}

}  // namespace logits::cli

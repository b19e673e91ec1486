#include "src/io/write_json.hpp"

#include "logits/chain.hpp"
#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/position.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <type_traits>
#include <utility>

namespace logits::io {
namespace {

std::string json_value(const Parameter&, double value, bool) {
  return shortest(value + 0 /* no -0 */);
}
std::string json_value(const Parameter&, bool value, bool) {
  return value ? "true" : "false";
}
/// A count that is off is null: 0 could be taken for none.
std::string json_value(const Parameter&, std::uint64_t value, bool is_off) {
  return is_off ? "null" : std::to_string(value);
}
template <typename Word>
requires std::is_enum_v<Word> std::string json_value(const Parameter& parameter, Word value, bool) {
  return json_string(value_text(parameter, value));
}

/// Of the many steps there are only these are told of where they are off: everybody's.
bool is_told(const Chain& chain, std::size_t part) {
  if (!is_off(chain, part)) return true;
  return visit_part(chain, part, []<typename Part>(const Part&) {
    return std::is_same_v<Part, Bias> || std::is_same_v<Part, Temperature> || std::is_same_v<Part, TopK> ||
           std::is_same_v<Part, TopP> || std::is_same_v<Part, MinP>;
  });
}

void write_bias(Output& out, const Result& result) {
  const auto terms = step_of<Bias>(result.chain).terms;
  std::vector<std::string> names;
  names.reserve(terms.size());
  for (const Bias::Term& term : terms) names.push_back(name_of(result.row, term.id));
  std::vector<std::string> sorted = names;
  std::sort(sorted.begin(), sorted.end());
  out.write("\"bias\":{");
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), names[i]);
    const std::string key =
        last - first > 1 || !is_utf8(names[i]) ? "#" + std::to_string(terms[i].id) : names[i];
    out.print("{}{}:{}", i == 0 ? "" : ",", json_string(key), json_number(terms[i].bias));
  }
  out.write("}");
}

void write_params(Output& out, const Result& result) {
  out.write(",\"params\":{");
  write_bias(out, result);
  const Chain& chain = result.chain;
  std::array<bool, std::variant_size_v<Step>> is_there = {};
  bool repeats = false;
  std::string order;
  for (std::size_t part = 0; part < part_count(chain); ++part) {
    if (!is_told(chain, part)) continue;
    order.append(order.empty() ? "\"" : ",\"").append(name(chain, part)).append("\"");
    const bool is_step = part < chain.steps.size();
    const bool is_again = is_step && std::exchange(is_there[chain.steps[part].index()], true);
    repeats = repeats || is_again;
    if (!is_again) write_json_parameters(out, chain, part);
  }
  out.write(",\"order\":[");
  out.write(order);
  out.write("]");
  // Of a step that is there more than once the parameters above are those of the first.
  if (repeats) out.print(",\"chain\":{}", json_string(to_text(chain)));
  out.write("}");
}

void write_position(Output& out, const Result& result) {
  const Position& position = *result.row.position;
  out.print(",\"position\":{{\"response\":{},\"choice\":{},\"number\":{},\"in_prompt\":{},\"chosen\":{{",
            position.response, position.choice, position.number, position.in_prompt);
  write_json_label(out, position.chosen);
  if (const auto index = position.chosen_index) {
    out.print(",\"index\":{},\"p\":{},\"logp\":{}", *index, json_number(result.p(*index)),
              json_number(result.logp(*index)));
    if (const auto rank = rank_of_chosen(result)) out.print(",\"rank\":{}", *rank);
  }
  out.write("}}");
}

void write_continuation(Output& out, const Result& result) {
  const Continuation& next = *result.continuation;
  out.write(next.is_given ? ",\"given\":{" : ",\"drawn\":{");
  write_json_token(out, result.row, next.token);
  out.print(",\"p\":{},\"logp\":{}}},\"state\":{{\"history\":{}", json_number(result.p(next.token)),
            json_number(result.logp(next.token)), next.history);
  if (next.mu) out.print(",\"mu\":{},\"mu_after\":{}", json_number(*next.mu), json_number(*next.mu_after));
  if (next.average)
    out.print(",\"average\":{},\"average_after\":{}", json_number(*next.average),
              json_number(*next.average_after));
  out.write("}");
}

}  // namespace

void write_json_head(Output& out, const Result& result) {
  out.print("{{\"schema\":\"logits/1\",\"row\":{}", result.number);
  if (!result.row.id.empty()) out.print(",\"id\":{}", result.row.id);
  write_params(out, result);
  if (result.row.position) write_position(out, result);
  out.print(",\"count\":{},\"kept\":{}", result.row.count(), result.kept_count());
  const std::string entropy = json_number(result.distribution.entropy);
  out.print(",\"entropy\":{}{}", result.is_open() ? "null,\"entropy_at_least\":" : "", entropy);
  if (result.is_open() || (result.row.rest && result.fate(result.rest()) == Result::not_listed)) {
    out.print(",\"rest\":{{\"p\":{},\"logp\":{},\"highest\":{}}}", json_number(result.p(result.rest())),
              json_number(result.logp(result.rest())), json_number(result.highest_unlisted()));
  }
  if (result.continuation) write_continuation(out, result);
}

void write_json_parameters(Output& out, const Chain& chain, std::size_t part) {
  visit_part(chain, part, [&]<typename Part>(const Part& p) {
    bool is_first = true;  // the others are told of where they are not as always
    Part::fields([&]<typename Value>(const Parameter& parameter, Value Part::*member) {
      if constexpr (is_value<Value>) {
        if (!std::exchange(is_first, false) && p.*member == Part{}.*member) return;
        out.print(",\"{}\":{}", json_key(parameter.name), json_value(parameter, p.*member, p.is_off()));
      }
    });
  });
}

void write_json_stats(Output& out, const Result& result) {
  if (result.is_open()) return;  // they are not known
  const double entropy = result.distribution.entropy;
  out.print(",\"entropy_bits\":{},\"perplexity\":{}", json_number(entropy / std::log(2)),
            json_number(std::exp(entropy)));
}

void write_json_label(Output& out, std::string_view label) {
  out.write("\"token\":");
  if (is_bare(label)) {
    out.write("\"");
    out.write(label);
    return out.write("\"");
  }
  out.write(json_string(label));
  if (is_utf8(label)) return;
  out.write(",\"bytes\":[");
  for (std::size_t i = 0; i < label.size(); ++i)
    out.print("{}{}", i == 0 ? "" : ",", static_cast<unsigned char>(label[i]));
  out.write("]");
}

void write_json_token(Output& out, const Row& row, TokenId id) {
  out.write("\"index\":");
  out.number(std::uint64_t{id});
  if (const auto& labels = row.token_labels(); !labels.empty()) {
    out.write(",");
    write_json_label(out, labels[id]);
  }
  if (row.ids.empty()) return;
  out.write(",\"id\":");
  out.number(row.ids[id]);
}

void write_json_tokens(Output& out, const Result& result, const std::vector<TokenId>& order) {
  out.write(",\"tokens\":[");
  const auto number = [&out](std::string_view key, double x) {
    out.write(key);
    std::isinf(x) ? out.write(json_number(x)) : out.number(x);
  };
  for (std::size_t i = 0; i < order.size(); ++i) {
    const TokenId id = order[i];
    out.write(i == 0 ? "{" : ",{");
    write_json_token(out, result.row, id);
    number(",\"logit\":", result.row.logits[id]);
    out.write(result.is_kept(id) ? ",\"kept\":true" : ",\"kept\":false");
    if (result.untouched) number(",\"before\":", result.p_before(id));
    number(",\"p\":", result.p(id));
    number(",\"logp\":", result.logp(id));
    out.write("}");
  }
  out.write("]");
}

}  // namespace logits::io

#include "src/io/write_json.hpp"

#include "logits/chain.hpp"
#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/position.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace logits::io {
namespace {

void write_bias(Output& out, const Result& result) {
  const auto& terms = std::get<Bias>(result.steps.front()).terms;
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
  for (const Step& step : result.steps) write_json_parameters(out, step);
  out.write(",\"order\":[");
  for (std::size_t i = 0; i < result.steps.size(); ++i)
    out.print("{}\"{}\"", i == 0 ? "" : ",", name(result.steps[i]));
  out.write("]}");
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
}

void write_json_parameters(Output& out, const Step& step) {
  std::visit(
      [&]<typename S>(const S& s) {
        S::fields([&](const Parameter& parameter, auto member) {
          out.print(",\"{}\":", json_key(parameter.name));
          const bool off = parameter.range == Range::count && is_off(step);
          off ? out.write("null") : out.print("{}", s.*member + 0);  // no -0
        });
      },
      step);
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

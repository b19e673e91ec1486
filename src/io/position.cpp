#include "src/io/position.hpp"

#include "src/io/format.hpp"
#include "src/io/text.hpp"

#include <fmt/format.h>

namespace logits::io {

std::optional<std::size_t> rank_of_chosen(const Result& result) {
  const auto chosen = result.row.position->chosen_index;
  if (!chosen || !result.is_kept(*chosen)) return std::nullopt;
  const double logp = result.logp(*chosen);
  if (result.is_open() && logp < result.highest_unlisted()) return std::nullopt;
  const Distribution& kept = result.distribution;
  std::size_t rank = 1;
  for (std::size_t i = 0; i < result.kept_count(); ++i)
    rank += kept.logp[i] > logp || (kept.logp[i] == logp && kept.ids[i] < *chosen) ? 1 : 0;
  return rank;
}

std::string name_of(const Position& position) {
  return fmt::format("{}{}position {}",
                     position.choice > 0 ? fmt::format("choice {}, ", position.choice) : "",
                     position.in_prompt ? "prompt " : "", position.number);
}

std::string position_heading(const Result& result, int digits) {
  const Position& position = *result.row.position;
  const std::string listed = grouped(result.row.count());
  std::string text = fmt::format("{}: {} {}", name_of(position), shown(position.chosen),
                                 position.in_prompt ? "given" : "chosen");
  if (!position.chosen_index) return text + fmt::format(", not among the {} listed", listed);
  const double p = result.p(*position.chosen_index);
  text += ", p " + rounded(p, digits);
  if (const auto rank = rank_of_chosen(result)) return text + fmt::format(", rank {}", *rank);
  return p > 0 ? text + fmt::format(", beyond the {} likeliest that are listed", result.row.count() - 1)
               : text;
}

}  // namespace logits::io

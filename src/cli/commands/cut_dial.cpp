#include "src/cli/commands/cut_dial.hpp"

#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "src/cli/commands/fixed_steps.hpp"
#include "src/cli/tail.hpp"
#include "src/io/number.hpp"

#include <bit>
#include <numeric>

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr auto bits_of_one = std::bit_cast<std::uint64_t>(1.0);  // doubles from 0 on are in their bits' order

std::size_t part_called(const Chain& chain, std::string_view step) {
  std::size_t part = 0;
  while (name(chain, part) != step) ++part;
  return part;
}

bool takes(const Engine& engine, std::string_view parameter, double value) try {
  return adjusted(engine, parameter, value).value == value;
} catch (const Error&) {
  return false;
}

}  // namespace

CutDial::CutDial(const io::Result& result, SolveOptions::Unknown unknown, const Engine* engine)
    : unknown_(unknown), chain_(result.chain), state_(result.state) {
  const std::string_view step = name(unknown);
  require_one(chain_, step, fmt::format("logits solve {}", step));
  part_ = part_called(chain_, step);
  const auto* const top_p = std::get_if<TopP>(&chain_.steps[part_]);
  if (top_p != nullptr && top_p->rule == TopP::Rule::fit)
    throw Error(Failure::usage, "top-p-rule fit does not go with 'logits solve top-p'");

  first_ = unknown == SolveOptions::Unknown::top_k ? 1 : 0;
  if (engine != nullptr && !takes(*engine, step, value(first_))) ++first_;

  const Chain before{
      .steps = {chain_.steps.begin(), chain_.steps.begin() + static_cast<std::ptrdiff_t>(part_)}};
  seen_ = candidates_after(result.row, before, state_);
  if (result.row.rest && seen_.ids.back() == result.row.count())
    refuse_open(result.row, before, state_, "a " + std::string(step));
}

std::uint64_t CutDial::last() const {
  return unknown_ == SolveOptions::Unknown::top_k ? seen_.ids.size() : bits_of_one;
}

double CutDial::value(std::uint64_t position) const {
  switch (unknown_) {
    case SolveOptions::Unknown::top_p:
      return std::bit_cast<double>(position);
    case SolveOptions::Unknown::min_p:
      return std::bit_cast<double>(bits_of_one - position);
    default:
      return static_cast<double>(position);
  }
}

Candidates CutDial::after_step(std::uint64_t position) const {
  Chain chain{.steps = {chain_.steps[part_]}};
  if (auto* const top_k = std::get_if<TopK>(&chain.steps[0])) top_k->k = position;
  if (auto* const top_p = std::get_if<TopP>(&chain.steps[0])) top_p->p = value(position);
  if (auto* const min_p = std::get_if<MinP>(&chain.steps[0])) min_p->m = value(position);
  Candidates candidates = seen_;
  run_chain(chain, candidates, state_);
  return candidates;
}

std::size_t CutDial::kept(std::uint64_t position) const {
  return after_step(position).ids.size();
}

Candidates CutDial::left(std::uint64_t position) const {
  Candidates candidates = after_step(position);
  for (std::size_t part = part_ + 1; part < part_count(chain_); ++part) {
    if (!is_off(chain_, part)) apply_part(chain_, part, candidates, state_);
  }
  return candidates;
}

double fewest_digits(double least, double most) {
  const double middle = std::midpoint(least, most);
  for (int digits = 1; digits < 17; ++digits) {
    // What is rounded to so many digits is the nearest of them: if it is outside, all are.
    const double rounded = io::parse_number(fmt::format("{:.{}e}", middle, digits - 1)).value;
    if (least <= rounded && rounded <= most) return rounded;
  }
  return middle;
}

}  // namespace logits::cli

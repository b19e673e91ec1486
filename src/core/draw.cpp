#include "logits/draw.hpp"

#include "src/core/scan.hpp"

#include <algorithm>
#include <bit>

namespace logits {
namespace {

constexpr std::size_t strips_per_token = 4;

}  // namespace

Lookup fastest_lookup(std::size_t tokens, std::uint64_t draws) {
  // As measured; twice as much or half of it costs next to nothing.
  if (draws <= 8) return Lookup::scan;
  return draws > tokens / 16 ? Lookup::guide_table : Lookup::binary_search;
}

Sampler::Sampler(const Distribution& distribution, Lookup lookup)
    : ids_(distribution.ids), p_(distribution.p), lookup_(lookup) {
  if (lookup == Lookup::scan) return;
  cumulative_.reserve(p_.size());
  for (const double p : p_) {
    total_ += p;
    cumulative_.push_back(total_);
  }
  below_total_ = scan_target(total_, 1);
  if (lookup == Lookup::binary_search) return;

  // A token leaves off at u = its cumulative probability / the total, so the strips behind that one begin
  // after it. (The quotient is rounded, but never past the beginning of a strip: that is a double itself.)
  guide_.resize(std::bit_ceil(p_.size() * strips_per_token));
  const auto strips = static_cast<double>(guide_.size());
  for (std::size_t token = 0; token < cumulative_.size(); ++token) {
    const std::size_t strip = static_cast<std::size_t>(cumulative_[token] / total_ * strips) + 1;
    if (strip < guide_.size()) guide_[strip] = static_cast<std::uint32_t>(token + 1);
  }
  for (std::size_t strip = 1; strip < guide_.size(); ++strip)
    guide_[strip] = std::max(guide_[strip], guide_[strip - 1]);
}

double Sampler::target(double u) const {
  return std::min(u * total_, below_total_);
}

std::size_t Sampler::search(double u) const {
  const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end(), target(u));
  return static_cast<std::size_t>(found - cumulative_.begin());
}

std::size_t Sampler::look_up(double u) const {
  // u times a power of two is exact, and a greater u never has an earlier token.
  std::size_t place = guide_[static_cast<std::size_t>(u * static_cast<double>(guide_.size()))];
  const double wanted = target(u);
  while (cumulative_[place] <= wanted) ++place;
  return place;
}

TokenId Sampler::draw(double u) const {
  switch (lookup_) {
    case Lookup::scan:
      return ids_[scan(p_, u)];
    case Lookup::binary_search:
      return ids_[search(u)];
    case Lookup::guide_table:
      break;
  }
  return ids_[look_up(u)];
}

void Sampler::draw(std::span<const double> numbers, std::span<TokenId> tokens) const {
  if (lookup_ != Lookup::guide_table) {
    std::transform(numbers.begin(), numbers.end(), tokens.begin(), [this](double u) { return draw(u); });
    return;
  }
  std::transform(numbers.begin(), numbers.end(), tokens.begin(),
                 [this](double u) { return ids_[look_up(u)]; });
}

}  // namespace logits

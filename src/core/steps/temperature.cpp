#include "logits/error.hpp"
#include "logits/softmax.hpp"
#include "logits/steps.hpp"
#include "src/core/kernels/elementary.hpp"

#include <algorithm>
#include <cmath>

namespace logits {
namespace {

void keep_the_first_largest(Candidates& candidates) {
  const auto leader = std::max_element(candidates.logits.begin(), candidates.logits.end());
  candidates.ids = {candidates.ids[static_cast<std::size_t>(leader - candidates.logits.begin())]};
  candidates.logits = {*leader};
}

/// x^e for x from 0 to 1 and e >= 0; 0^0 is 1.
double power(double x, double e) {
  if (x <= 0) return e == 0 ? 1 : 0;
  return kernels::exp(e * kernels::log(x));
}

/// T by the entropy of the candidates, of which there are two or more.
double dynamic(const Temperature& temperature, const Candidates& candidates) {
  const double most = kernels::log(static_cast<double>(candidates.ids.size()));
  const double share = std::min(1.0, softmax(candidates).entropy / most);
  const double low = std::max(0.0, temperature.t - temperature.range);
  const double high = temperature.t + temperature.range;
  return low + (high - low) * power(share, temperature.exponent);
}

}  // namespace

void Temperature::apply(Candidates& candidates) const {
  if (range > 0 && candidates.ids.size() == 1) return;
  const double divisor = range > 0 ? dynamic(*this, candidates) : t;
  if (divisor == 0) return keep_the_first_largest(candidates);
  candidates.temperature *= divisor;
  if (candidates.temperature > 0 && std::isfinite(candidates.temperature)) return;
  throw Error(Failure::usage, "the temperatures multiplied are no longer a number above zero");
}

}  // namespace logits

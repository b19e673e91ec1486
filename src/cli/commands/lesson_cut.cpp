// What every step that takes tokens out says in an explanation.
#include "src/cli/commands/lesson.hpp"
#include "src/io/format.hpp"

#include <fmt/format.h>

namespace logits::cli {

void Lesson::keep_and_cut(const Trace& trace) {
  const std::vector<TokenId>& kept = trace.kept;
  out_.print("  keep  {}\n", list(kept));
  if (trace.cut.empty()) return out_.write("  cut   nothing\n");
  out_.print("  cut   {}  ({} held p = {})\n", list(trace.cut),
             trace.cut.size() == 1 ? "it" : "together they", io::rounded(trace.cut_mass, looks_.digits));
}

void Lesson::tell_boundary(const Trace& trace) {
  const std::vector<TokenId>& kept = trace.kept;
  if (trace.cut.empty()) return;
  const TokenId last = kept.back(), first = trace.cut.front();
  const auto p = [&](TokenId id) {
    return probability(trace.p_before.p_of(id));
  };
  // The tokens that are not listed have but one p together.
  if (first == result_.row.count()) {
    if (kept.size() > most_named) out_.print("  the last kept is {} with {}\n", token(last), p(last));
    return;
  }
  const double above = logit_of(trace.before, last), below = logit_of(trace.before, first);
  if (above < below) return;  // nothing was cut off from below
  out_.print("  {} stays with {}, {} goes with {}{}\n", token(last), p(last), token(first), p(first),
             above == below ? ": of equals the earlier stays" : "");
}

void Lesson::tell_cut(const Trace& trace) {
  keep_and_cut(trace);
  tell_boundary(trace);
  tell_divisor(trace);
}

void Lesson::tell_divisor(const Trace& trace) {
  if (trace.cut_mass == 0 || trace.cut_mass == 1) return;
  out_.print("  every p that stays is divided by {}, what they held together\n",
             io::rounded(1 - trace.cut_mass, looks_.digits));
}

}  // namespace logits::cli

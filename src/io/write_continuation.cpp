#include "src/io/write_continuation.hpp"

#include "src/io/format.hpp"

#include <cmath>

#include <fmt/format.h>

namespace logits::io {

std::string continuation_line(const Result& result, const Looks& looks) {
  const Continuation& next = *result.continuation;
  const auto number = [&](double x) {
    return trimmed(x, looks.digits);
  };
  const double p = result.p(next.token);
  std::string text = fmt::format("{} {} (p {}, ", next.is_given ? "given" : "drawn",
                                 token_cell(result.row, next.token, looks), rounded(p, looks.digits));
  const std::string note = note_on(result, next.token);
  text += note.empty() ? decimal(-result.logp(next.token) / std::log(2), looks.digits) + " bits)"
                       : note + ": an infinite surprise)";
  const auto change = [&](std::string_view name, double before, double after) {
    text += fmt::format("; {} {} -> {}", name, number(before), number(after));
  };
  if (next.mu && p == 0) {
    text += fmt::format("; mu stays {}, for p 0 teaches it nothing", number(*next.mu));
  } else if (next.mu) {
    change("mu", *next.mu, *next.mu_after);
  }
  if (next.average) change("average p before the change", *next.average, *next.average_after);
  return text + fmt::format("; history {}", grouped(next.history));
}

void print_continuation(Output& out, const Result& result, const Looks& looks) {
  if (result.continuation) print_under(out, looks, continuation_line(result, looks));
}

}  // namespace logits::io

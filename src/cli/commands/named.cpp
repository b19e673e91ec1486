#include "src/cli/commands/named.hpp"

#include "logits/error.hpp"
#include "src/io/names.hpp"
#include "src/io/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace logits::cli {

TokenId biasable(const io::Result& result, const Options& options, const io::TokenName& name,
                 std::string_view who) {
  const io::Names names(result.row);
  const TokenId id = names.find(name, who);
  const std::string token = io::in_quotes(io::name_of(result.row, id));
  for (const io::NamedBias& bias : options.bias) {
    if (names.find(bias.token, bias.given_by) != id) continue;
    throw Error(Failure::usage, fmt::format("{} and {} both set the bias of {}", bias.given_by, who, token));
  }
  if (const std::size_t fate = result.fate(id);
      fate == io::Result::banned_in_input ||
      (fate < io::Result::not_listed && logits::name(result.chain, fate) == Bias::name))
    throw Error(Failure::no_answer, fmt::format("{} is banned: no bias brings it back", token));
  return id;
}

void set_bias(Bias& bias, TokenId id, double value) {
  const auto at = std::lower_bound(bias.terms.begin(), bias.terms.end(), id,
                                   [](const Bias::Term& term, TokenId other) { return term.id < other; });
  if (at != bias.terms.end() && at->id == id) {
    at->bias = value;
  } else {
    bias.terms.insert(at, {id, value});
  }
}

}  // namespace logits::cli

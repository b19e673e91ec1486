#include "src/cli/commands/solve_cut.hpp"

#include "logits/chain.hpp"
#include "logits/error.hpp"
#include "logits/softmax.hpp"
#include "src/cli/commands/cut_dial.hpp"
#include "src/io/format.hpp"
#include "src/io/names.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace logits::cli {
namespace {

using Unknown = SolveOptions::Unknown;

[[noreturn]] void no_answer(const std::string& what, std::string_view hint = {}) {
  throw Error(Failure::no_answer, what, io::hint(hint));
}

/// All positions of the dial at which it keeps as many tokens.
struct Stair {
  std::uint64_t first, last;  ///< positions
  std::size_t kept;
};

Stair stair_at(const CutDial& dial, std::uint64_t position) {
  const std::size_t kept = dial.kept(position);
  const auto keeps = [&](std::uint64_t other) {
    return dial.kept(other) >= kept;
  };
  const auto keeps_more = [&](std::uint64_t other) {
    return dial.kept(other) > kept;
  };
  const bool is_last = dial.kept(dial.last()) == kept;
  return {dial.first_where(dial.first(), keeps),
          is_last ? dial.last() : dial.first_where(position, keeps_more) - 1, kept};
}

/// The values of a stair: the ends, and a short one.
struct Values {
  double least, most, value;
};

Values values_of(const CutDial& dial, const Stair& stair, Unknown unknown) {
  const double a = dial.value(stair.first), b = dial.value(stair.last);
  const double least = std::min(a, b), most = std::max(a, b);
  return {least, most, unknown == Unknown::top_k ? least : fewest_digits(least, most)};
}

std::string tokens(std::size_t count) {
  return io::counted(count, "token");
}

Stair keeping(const CutDial& dial, std::uint64_t count, std::string_view step) {
  const std::size_t seen = dial.seen().ids.size();
  if (count > seen)
    no_answer(fmt::format("{} cannot keep {}: {} {} left for it", step, io::grouped(count), tokens(seen),
                          seen == 1 ? "is" : "are"));
  const std::uint64_t position =
      dial.first_where(dial.first(), [&](std::uint64_t other) { return dial.kept(other) >= count; });
  const Stair found = stair_at(dial, position);
  if (found.kept == count) return found;
  const std::string nearest =
      position == dial.first()
          ? fmt::format("the fewest it keeps is {}", io::grouped(found.kept))
          : fmt::format("it keeps {}, or {}", io::grouped(dial.kept(position - 1)), io::grouped(found.kept));
  no_answer(fmt::format("no {} keeps exactly {}: {}", step, io::grouped(count), nearest),
            step == TopP::name ? "the tokens between have too little p to be told apart"
                               : "tokens with the same logit stay or go together; top-k tells them apart");
}

/// p of a token after the cut and what comes behind it; nothing where it is cut.
std::optional<double> p_at(const CutDial& dial, std::uint64_t position, TokenId id) {
  const Distribution distribution = softmax(dial.left(position));
  if (!std::binary_search(distribution.ids.begin(), distribution.ids.end(), id)) return std::nullopt;
  return distribution.p_of(id);
}

/// Behind the cut only what keeps the likeliest of what it gets, and the more the more it gets: then p of a
/// token only falls as the cut keeps more.
void require_staircase(const CutDial& dial, std::string_view step) {
  const Chain& chain = dial.chain();
  for (std::size_t part = dial.part() + 1; part < part_count(chain); ++part) {
    if (is_off(chain, part)) continue;
    bool fits = false;
    if (part < chain.steps.size()) {
      const Step& each = chain.steps[part];
      const auto* const temperature = std::get_if<Temperature>(&each);
      const auto* const top_k = std::get_if<TopK>(&each);
      const auto* const top_p = std::get_if<TopP>(&each);
      fits = (temperature != nullptr && temperature->range == 0) ||
             (top_k != nullptr && top_k->ties == TopK::Ties::first) ||
             (top_p != nullptr && top_p->rule == TopP::Rule::reach) || std::holds_alternative<MinP>(each);
    }
    if (fits) continue;
    throw Error(
        Failure::usage,
        fmt::format("{} behind {} does not go with --prob: a milder cut may give a token more or less",
                    describe(chain, part), step),
        io::hint("--kept N asks for a number of tokens"));
  }
}

/// The mildest cut that gives the token at least `goal`.
Stair giving(const CutDial& dial, const io::Result& result, TokenId id, double goal, std::string_view step,
             const Options& options) {
  const std::string name = io::shown(io::name_of(result.row, id));
  const auto number = [&](double p) {
    return io::rounded(p, options.digits);
  };
  const auto p = [&](std::uint64_t position) {
    return p_at(dial, position, id);
  };
  if (!p(dial.last())) {
    const std::string note = io::note_on(result, id);
    no_answer(fmt::format("{} is {}: its p is 0, whatever the {}", io::in_quotes(io::name_of(result.row, id)),
                          note.empty() ? "cut" : note, step));
  }
  const std::uint64_t in =
      dial.first_where(dial.first(), [&](std::uint64_t at) { return p(at).has_value(); });
  const double most = *p(in);
  if (most < goal) {
    const Stair stair = stair_at(dial, in);
    no_answer(
        fmt::format("p({}) = {} is out of reach: the most is {}, with {} = {}", name, io::shortest(goal),
                    number(most), step, io::shortest(values_of(dial, stair, options.solve.unknown).value)),
        "a bias reaches any: logits solve bias");
  }
  if (*p(dial.last()) >= goal) return stair_at(dial, dial.last());
  return stair_at(dial, dial.first_where(in, [&](std::uint64_t at) { return *p(at) < goal; }) - 1);
}

}  // namespace

Solution solve_cut(const io::Result& result, const Options& options) {
  const Unknown unknown = options.solve.unknown;
  const std::string_view step = name(unknown);
  const CutDial dial(result, unknown, options.engine);
  const auto* const kept = std::get_if<SolveOptions::Kept>(&options.solve.goal);
  const auto number = [&](double x) {
    return io::rounded(x, options.digits);
  };

  Solution solution;
  Stair stair{};
  if (kept != nullptr) {
    stair = keeping(dial, kept->count, step);
  } else {
    const SolveOptions::Target& target = std::get<0>(options.solve.goal).front();
    solution.tokens = {io::Names(result.row).find({target.token}, target.given_by)};
    require_staircase(dial, step);
    stair = giving(dial, result, solution.tokens[0], target.p, step, options);
  }
  const Values values = values_of(dial, stair, unknown);
  solution.values = {values.value};
  solution.kept = stair.kept;
  std::string keeps = fmt::format("keeps {} of {}", io::grouped(stair.kept), tokens(dial.seen().ids.size()));
  if (unknown != Unknown::top_k) {
    solution.interval = {values.least, values.most};
    // Shorter than the ends themselves, and inside them.
    const double edge = (values.most - values.least) / 1000;
    const double from = values.least == 0 ? 0 : fewest_digits(values.least, values.least + edge),
                 to = fewest_digits(values.most - edge, values.most);
    keeps +=
        from < to ? fmt::format(", as any from {} to {} does", io::shortest(from), io::shortest(to)) : "";
  }
  const std::size_t left = dial.left(stair.first).ids.size();
  if (left != stair.kept) keeps += fmt::format("; the steps behind it leave {}", io::grouped(left));
  solution.why = {keeps};
  if (kept != nullptr) return solution;

  const TokenId id = solution.tokens[0];
  const auto p = [&](std::uint64_t position) {
    return p_at(dial, position, id).value_or(0);
  };
  solution.reached = {p(stair.first)};
  const auto at = [&](std::uint64_t position, std::string_view how) {
    return fmt::format("keeping {} {}{}", io::grouped(dial.kept(position)), how, number(p(position)));
  };
  const bool has_more = stair.last < dial.last();
  const bool has_fewer = stair.first > dial.first();
  solution.why.push_back(
      fmt::format("p({}) = {}{}{}{}", io::shown(io::name_of(result.row, id)), number(solution.reached[0]),
                  has_more ? "; " + at(stair.last + 1, "it would be ") : ", which takes no cut",
                  has_more && has_fewer ? ", "
                  : has_fewer           ? "; "
                                        : "",
                  has_fewer ? at(stair.first - 1, has_more ? "" : "it would be ") : ""));
  return solution;
}

}  // namespace logits::cli

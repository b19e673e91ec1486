#include "src/cli/commands/fixed_steps.hpp"

#include "logits/error.hpp"
#include "src/cli/option_table.hpp"
#include "src/io/place.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// Whether the part does no more than its first parameter says: all others are as they are by default.
bool is_plain(const Chain& chain, std::size_t part) {
  return visit_part(chain, part, []<typename Part>(const Part& p) {
    bool is_plain = true, is_first = true;
    Part::fields([&](const Parameter&, auto member) {
      if (!is_first && p.*member != Part{}.*member) is_plain = false;
      is_first = false;
    });
    return is_plain;
  });
}

void require_known(const Chain& chain, const std::vector<std::string_view>& known, std::string_view who,
                   bool are_knobs) {
  const std::string names = listed(known);
  auto next = known.begin();
  for (std::size_t part = 0; part < part_count(chain); ++part) {
    const std::string_view step = name(chain, part);
    const bool is_known = std::find(known.begin(), known.end(), step) != known.end();
    if (is_off(chain, part) && !(are_knobs && is_known)) continue;
    if (!is_known || !is_plain(chain, part))
      throw Error(Failure::usage, fmt::format("{} does not go with '{}'", describe(chain, part), who),
                  io::hint(fmt::format("{} do", names)));
    const auto place = std::find(next, known.end(), step);
    if (place == known.end())
      throw Error(Failure::usage,
                  fmt::format("'{}' takes each step once, and in this order: {}", who, names));
    next = place + 1;
  }
}

}  // namespace

void require_known_steps(const Chain& chain, const std::vector<std::string_view>& known,
                         std::string_view who) {
  require_known(chain, known, who, false);
}

void require_known_knobs(const Chain& chain, const std::vector<std::string_view>& known,
                         std::string_view who) {
  require_known(chain, known, who, true);
}

void require_one(const Chain& chain, std::string_view step, std::string_view who) {
  const auto count = std::count_if(chain.steps.begin(), chain.steps.end(),
                                   [&](const Step& each) { return name(each) == step; });
  if (count == 1) return;
  throw Error(Failure::usage,
              fmt::format("'{}' needs {} in the order of the steps, {}", who, step,
                          count == 0 ? "and it has none" : "once, and it is there several times"));
}

}  // namespace logits::cli

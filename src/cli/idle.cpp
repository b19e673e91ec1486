#include "src/cli/idle.hpp"

#include "logits/error.hpp"
#include "src/cli/sweep_options.hpp"
#include "src/io/format.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// "--a", "--a or --b"
std::string alternatives(std::string_view needs, std::string_view before) {
  std::string text;
  for (std::size_t place = 0; !needs.empty(); ++place) {
    const std::size_t bar = std::min(needs.find('|'), needs.size());
    text += fmt::format("{}{}{}", place == 0 ? "" : " or ", before, needs.substr(0, bar));
    needs.remove_prefix(std::min(bar + 1, needs.size()));
  }
  return text;
}

struct Idle {
  std::string_view parameter, needs;
};

/// The first parameter among those given of which no part that has it has what it needs.
std::optional<Idle> find_idle(const Chain& chain, auto is_given, std::string_view swept) {
  std::optional<Idle> found;
  for (std::size_t part = 0; part < part_count(chain) && !found; ++part) {
    visit_part(chain, part, [&]<typename Part>(const Part& p) {
      Part::fields([&](const Parameter& parameter, auto member) {
        if (found || parameter.needs.empty() || !is_given(parameter.name, p.*member != Part{}.*member))
          return;
        bool is_there = false;
        Part::fields([&](const Parameter& other, auto its) {
          const bool is_needed = place_of_word(parameter.needs, other.name).has_value();
          is_there = is_there || (is_needed && (p.*its != Part{}.*its || other.name == swept));
        });
        if (!is_there) found = Idle{parameter.name, parameter.needs};
      });
    });
  }
  return found;
}

}  // namespace

void refuse_idle_values(const Chain& chain, const Options& options, const io::Row& row) {
  if (options.settings.empty() && row.settings.empty() && options.breakers.empty()) return;
  const auto setting_in = [](const std::vector<io::Setting>& settings, std::string_view name) {
    return std::find_if(settings.begin(), settings.end(),
                        [name](const io::Setting& setting) { return setting.name == name; });
  };
  const auto is_given = [&](std::string_view name, bool) {
    return setting_in(options.settings, name) != options.settings.end() ||
           setting_in(row.settings, name) != row.settings.end();
  };
  const auto idle = find_idle(chain, is_given, swept_parameter(options));
  if (!idle) return;
  const auto in_row = setting_in(row.settings, idle->parameter);
  if (setting_in(options.settings, idle->parameter) == options.settings.end()) {
    throw Error(Failure::input,
                fmt::format("{} changes nothing without {}", io::in_quotes(io::json_key(idle->parameter)),
                            io::json_key(alternatives(idle->needs, ""))),
                in_row->place);
  }
  throw Error(Failure::usage, fmt::format("--{} changes nothing without {}", idle->parameter,
                                          alternatives(idle->needs, "--")));
}

std::string missing_needs(const Chain& chain, std::string_view parameter) {
  const auto idle = find_idle(
      chain, [parameter](std::string_view name, bool) { return name == parameter; }, "");
  return idle ? alternatives(idle->needs, "--") : "";
}

void refuse_idle_values(const Chain& chain) {
  const auto idle = find_idle(
      chain, [](std::string_view, bool is_set) { return is_set; }, "");
  if (idle) {
    throw Error(Failure::usage, fmt::format("{} in --chain changes nothing without {}", idle->parameter,
                                            alternatives(idle->needs, "")));
  }
}

}  // namespace logits::cli

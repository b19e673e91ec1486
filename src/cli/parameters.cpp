#include "src/cli/parameters.hpp"

#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <string>
#include <type_traits>
#include <variant>

#include <fmt/format.h>

namespace logits::cli {
namespace {

[[noreturn]] void refuse_value(const Parameter& parameter, std::string_view text, std::string_view who,
                               Failure failure, std::string_view place) {
  const bool hinted = parameter.range == Range::fraction || text.starts_with('-');
  std::string details(place);
  if (hinted && !parameter.hint.empty())
    details.append(details.empty() ? "" : "\n").append(io::hint(parameter.hint));
  throw Error(failure, fmt::format("{} must be {}, not {}", who, words_for(parameter), io::in_quotes(text)),
              details);
}

/// Makes the picker the one that has the parameter, in place of one that is as it is by default.
void choose_picker(Chain& chain, std::string_view name, std::string_view who, Failure failure,
                   std::string_view place) {
  for_each_part_type([&]<typename Part>() {
    if constexpr (std::is_constructible_v<Picker, Part>) {
      bool is_its = false;
      Part::fields([&](const Parameter& parameter, auto) { is_its = is_its || parameter.name == name; });
      if (!is_its || std::holds_alternative<Part>(chain.picker)) return;
      const bool is_untouched =
          std::visit([]<typename P>(const P& picker) { return picker == P{}; }, chain.picker);
      if (!is_untouched)
        throw Error(failure,
                    fmt::format("{} is for {}, and tokens are chosen by {} already", who, Part::name,
                                logits::name(chain, chain.steps.size())),
                    std::string(place));
      chain.picker = Part{};
    }
  });
}

}  // namespace

bool set_parameter(Chain& chain, std::string_view name, std::string_view text, std::string_view who,
                   Failure failure, std::string_view place) {
  bool is_set = false;
  choose_picker(chain, name, who, failure, place);
  for (std::size_t part = 0; part < part_count(chain); ++part) {
    visit_part(chain, part, [&]<typename Part>(Part& p) {
      Part::fields([&]<typename Value>(const Parameter& parameter, Value Part::*member) {
        if constexpr (is_value<Value>) {
          if (parameter.name != name) return;
          is_set = true;
          if (!read_value(text, parameter, p.*member)) refuse_value(parameter, text, who, failure, place);
        }
      });
    });
  }
  return is_set;
}

}  // namespace logits::cli

#include "src/cli/commands/engines.hpp"
#include "src/io/format.hpp"

#include <fmt/format.h>

namespace logits::cli {
namespace {

/// Whether a parameter is a rule of its step, in which engines differ, and no value that people set.
bool is_rule(const Parameter& parameter) {
  return parameter.range == Range::word && parameter.name != Mirostat::name;
}

/// The steps in their order, with the defaults that are on: "bias, temperature 0.8, top-k 40".
std::string order_of(const Engine& engine) {
  std::string text;
  for (const Step& step : engine.chain.steps) {
    text += text.empty() ? "" : ", ";
    std::visit(
        [&]<typename S>(const S& s) {
          text += S::name;
          S::fields([&](const Parameter& parameter, auto member) {
            if (is_rule(parameter) || parameter.range == Range::tokens || s.*member == S{}.*member) return;
            if constexpr (is_value<std::decay_t<decltype(s.*member)>>) {
              const std::string label = parameter.name == S::name ? "" : fmt::format("{} ", parameter.name);
              text += fmt::format(" {}{}", label, value_text(parameter, s.*member));
            }
          });
        },
        step);
  }
  return text;
}

/// The rules of its steps that are not ours: "top-k-ties all".
std::string rules_of(const Engine& engine) {
  std::string text;
  for (const Step& step : engine.chain.steps) {
    std::visit(
        [&]<typename S>(const S& s) {
          S::fields([&]<typename Value>(const Parameter& parameter, Value S::*member) {
            if constexpr (std::is_enum_v<Value>) {
              if (s.*member == S{}.*member) return;
              text += fmt::format("{}{} {}", text.empty() ? "" : ", ", parameter.name,
                                  value_text(parameter, s.*member));
            }
          });
        },
        step);
  }
  return text;
}

/// What becomes of temperature 0, asked of the profile itself.
std::string at_zero(const Engine& engine) {
  for (const Limit& limit : engine.limits) {
    if (limit.parameter != Temperature::name || !limit.values.holds(0)) continue;
    if (limit.answer == Limit::Answer::rejected) return "rejected";
  }
  return "greedy";
}

std::string values_text(const Interval& values) {
  const bool below = values.low<-1e300, above = values.high> 1e300;
  if (below) return fmt::format("{} {}", values.has_high ? "up to" : "below", io::shortest(values.high));
  if (above) return fmt::format("{} {}", values.has_low ? "from" : "above", io::shortest(values.low));
  if (values.low == values.high) return io::shortest(values.low);
  return fmt::format("between {} and {}", io::shortest(values.low), io::shortest(values.high));
}

/// Values that it does not take as they are: "temperature above 2 is rejected, between 0 and 0.01 becomes
/// 0.01".
std::string values_of(const Engine& engine) {
  std::string text;
  std::string_view parameter;
  for (const Limit& limit : engine.limits) {
    if (limit.answer == Limit::Answer::off) continue;
    const std::string answer = limit.answer == Limit::Answer::rejected ? "is rejected"
                               : limit.answer == Limit::Answer::greedy ? "is greedy"
                                                                       : "becomes " + io::shortest(limit.to);
    const std::string who = limit.parameter == parameter ? "" : fmt::format("{} ", limit.parameter);
    parameter = limit.parameter;
    text += fmt::format("{}{}{} {}",
                        text.empty()  ? ""
                        : who.empty() ? ", "
                                      : "; ",
                        who, values_text(limit.values), answer);
  }
  return text;
}

std::string alternatives_of(const Engine& engine) {
  std::string text;
  for (const Alternative& other : engine.alternatives)
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", other.when, fmt::join(other.order, ", "));
  return text;
}

void print_json(io::Output& out, const Engine& engine) {
  out.print("{{\"engine\":\"{}\",\"about\":{},\"order\":[", engine.name, io::json_string(engine.about));
  for (const Step& step : engine.chain.steps)
    out.print("{}\"{}\"", &step == engine.chain.steps.data() ? "" : ",", name(step));
  out.print(
      "],\"defaults\":{},\"rules\":{},\"values\":{},\"at_zero\":\"{}\",\"alternatives\":{},\"logprobs\":{},"
      "\"notes\":[",
      io::json_string(to_text(engine.chain)), io::json_string(rules_of(engine)),
      io::json_string(values_of(engine)), at_zero(engine), io::json_string(alternatives_of(engine)),
      engine.logprobs.empty() ? "null" : io::json_string(engine.logprobs));
  for (const std::string_view& note : engine.notes)
    out.print("{}{}", &note == engine.notes.data() ? "" : ",", io::json_string(note));
  out.write("]}\n");
}

void print_text(io::Output& out, const Engine& engine) {
  const auto line = [&out](std::string_view title, std::string_view text) {
    if (!text.empty()) out.print("  {:<9} {}\n", title, text);
  };
  out.print("{}: {}\n", engine.name, engine.about);
  line("order", order_of(engine));
  line("rules", rules_of(engine));
  line("values", values_of(engine));
  line("else", alternatives_of(engine));
  line("T = 0", at_zero(engine));
  line("log-probs", engine.logprobs);
  for (const std::string_view note : engine.notes) line("note", note);
}

}  // namespace

void list_engines(io::Output& out, const Options& options, const io::Looks& looks) {
  if (options.format == Format::json) {
    for (const Engine* const engine : options.engines) print_json(out, *engine);
    return;
  }
  if (!looks.markdown) {
    for (const Engine* const engine : options.engines) {
      if (engine != options.engines.front()) out.write("\n");
      print_text(out, *engine);
    }
    return;
  }
  out.write(
      "| engine | order, with the defaults | rules unlike ours | T = 0 | log-probs "
      "|\n|:--|:--|:--|:--|:--|\n");
  for (const Engine* const engine : options.engines) {
    out.print("| {} | {} | {} | {} | {} |\n", engine->name, io::markdown_text(order_of(*engine)),
              io::markdown_text(rules_of(*engine)), at_zero(*engine), io::markdown_text(engine->logprobs));
  }
}

}  // namespace logits::cli

#include "src/cli/quiz/answer.hpp"

#include "src/io/number.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace logits::cli {
namespace {

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

std::string lower(std::string_view text) {
  std::string result(trimmed(text));
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool drop_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  text = trimmed(text);
  return true;
}

/// Many write a comma for the point: 4,48.
std::optional<double> finite(std::string_view text) {
  std::string with_point(text);
  if (std::count(text.begin(), text.end(), ',') == 1)
    std::replace(with_point.begin(), with_point.end(), ',', '.');
  const io::Number number = io::parse_number(with_point);
  if (number.kind != io::Number::Kind::finite) return std::nullopt;
  return number.value;
}

std::string with_ascii_minus(std::string text) {
  constexpr std::string_view minus = "\xE2\x88\x92";
  for (auto at = text.find(minus); at != std::string::npos; at = text.find(minus))
    text.replace(at, minus.size(), "-");
  return text;
}

std::optional<double> read_ratio(std::string_view text) {
  if (!drop_suffix(text, "times")) drop_suffix(text, "x");
  if (!text.starts_with("e^")) return finite(text);
  const std::optional<double> exponent = finite(text.substr(2));
  return exponent ? std::optional(std::exp(*exponent)) : std::nullopt;
}

std::optional<double> read_probability(std::string_view text) {
  const double unit = drop_suffix(text, "%") ? 0.01 : 1;
  const std::optional<double> value = finite(text);
  // Who types 57 means 57 %, but it should be said.
  if (!value || *value < 0 || *value * unit > 1) return std::nullopt;
  return *value * unit;
}

std::optional<double> read_amount(std::string_view said, Measure measure) {
  const std::string text = with_ascii_minus(lower(said));
  switch (measure) {
    case Measure::ratio:
      return read_ratio(text);
    case Measure::probability:
      return read_probability(text);
    case Measure::bias:
      break;
  }
  return finite(text);
}

/// The word that is meant: this one, or the only one that begins so.
std::optional<std::string> word_meant(const std::vector<std::string>& words, const std::string& said) {
  if (std::find(words.begin(), words.end(), said) != words.end()) return said;
  std::optional<std::string> found;
  for (const std::string& word : words) {
    if (said.empty() || !word.starts_with(said)) continue;
    if (found) return std::nullopt;
    found = word;
  }
  return found;
}

Verdict verdict(bool is_right) {
  return is_right ? Verdict::right : Verdict::wrong;
}

Verdict judge_amount(const Amount& amount, std::string_view said) {
  const std::optional<double> value = read_amount(said, amount.measure);
  if (!value) return Verdict::unclear;
  // What is off by the tolerance to the digit must not hang on rounding.
  return verdict(std::fabs(*value - amount.value) <= tolerance(amount) * (1 + 1e-9));
}

Verdict judge_choice(const Choice& choice, std::string_view said) {
  const std::optional<std::string> word = word_meant(choice.words, with_ascii_minus(lower(said)));
  return word ? verdict(*word == choice.right) : Verdict::unclear;
}

Verdict judge_set(const TokenSet& set, std::string_view said) {
  std::set<std::string> named;
  std::string text = lower(said);
  std::replace(text.begin(), text.end(), ',', ' ');
  std::string_view rest = trimmed(text);
  while (!rest.empty()) {
    const auto blank = std::find_if(rest.begin(), rest.end(), io::is_blank);
    const std::string word(rest.begin(), blank);
    rest = trimmed(rest.substr(word.size()));
    if (word == "and") continue;
    const std::optional<std::string> token = word_meant(set.tokens, word);
    if (!token) return Verdict::unclear;
    named.insert(*token);
  }
  if (named.empty()) return Verdict::unclear;
  return verdict(named == std::set<std::string>(set.right.begin(), set.right.end()));
}

std::string alternatives(const std::vector<std::string>& words) {
  const auto last = words.end() - 1;
  return fmt::format("{} or {}", fmt::join(words.begin(), last, ", "), *last);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && io::is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && io::is_blank(text.back())) text.remove_suffix(1);
  return text;
}

double tolerance(const Amount& amount) {
  return 0.05 * std::fabs(amount.value);
}

Verdict judge(const Answer& answer, std::string_view said) {
  return std::visit(Overloaded{
                        [said](const Amount& amount) { return judge_amount(amount, said); },
                        [said](const Choice& choice) { return judge_choice(choice, said); },
                        [said](const TokenSet& set) { return judge_set(set, said); },
                    },
                    answer);
}

std::string shown(const Answer& answer) {
  const auto amount = [](const Amount& a) {
    switch (a.measure) {
      case Measure::ratio:
        return fmt::format("{:#.3g}", a.value);
      case Measure::probability:
        return fmt::format("{:.4f}", a.value);
      case Measure::bias:
        break;
    }
    return fmt::format("{:+.2f}", a.value);
  };
  return std::visit(Overloaded{
                        amount,
                        [](const Choice& choice) { return choice.right; },
                        [](const TokenSet& set) { return fmt::format("{}", fmt::join(set.right, ", ")); },
                    },
                    answer);
}

std::string hint(const Answer& answer) {
  const auto amount = [](const Amount& a) -> std::string {
    switch (a.measure) {
      case Measure::ratio:
        return "type a number, such as 1.25";
      case Measure::probability:
        return "type a number from 0 to 1, such as 0.25, or 25 %";
      case Measure::bias:
        break;
    }
    return "type a number, such as -0.25";
  };
  return std::visit(Overloaded{
                        amount,
                        [](const Choice& choice) { return "type " + alternatives(choice.words); },
                        [](const TokenSet& set) {
                          return fmt::format("type some of these, with blanks between: {}",
                                             fmt::join(set.tokens, ", "));
                        },
                    },
                    answer);
}

}  // namespace logits::cli

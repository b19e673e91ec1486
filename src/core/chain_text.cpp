// Chains as text.
#include "logits/chain.hpp"
#include "logits/error.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace logits {
namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

constexpr Parameter a_bias{.name = "", .range = Range::any};
constexpr Parameter an_id{.name = "", .range = Range::count};

/// A text's parts between commas, of which there is at least one.
std::vector<std::string_view> items(std::string_view text) {
  std::vector<std::string_view> result;
  for (std::size_t comma = text.find(','); comma != std::string_view::npos; comma = text.find(',')) {
    result.push_back(text.substr(0, comma));
    text.remove_prefix(comma + 1);
  }
  result.push_back(text);
  return result;
}

bool read_id(std::string_view text, TokenId& id) {
  std::uint64_t count = 0;
  if (!read_value(text, an_id, count) || count > std::numeric_limits<TokenId>::max()) return false;
  id = static_cast<TokenId>(count);
  return true;
}

/// "13,198", ascending.
bool read_value(std::string_view text, const Parameter&, std::vector<TokenId>& ids) {
  std::vector<TokenId> read;
  for (const std::string_view item : items(text)) {
    TokenId id = 0;
    if (!read_id(item, id) || (!read.empty() && id <= read.back())) return false;
    read.push_back(id);
  }
  ids = std::move(read);
  return true;
}

/// "3:1.5,7:-inf", ascending.
bool read_value(std::string_view text, const Parameter&, std::vector<Bias::Term>& terms) {
  std::vector<Bias::Term> read;
  for (const std::string_view item : items(text)) {
    const std::size_t colon = item.find(':');
    Bias::Term term{.id = 0, .bias = minus_infinity};
    if (colon == std::string_view::npos || !read_id(item.substr(0, colon), term.id)) return false;
    const std::string_view bias = item.substr(colon + 1);
    if (bias != "-inf" && !logits::read_value(bias, a_bias, term.bias)) return false;
    if (!read.empty() && term.id <= read.back().id) return false;
    read.push_back(term);
  }
  terms = std::move(read);
  return true;
}

std::string value_text(const Parameter&, const std::vector<TokenId>& ids) {
  std::string text;
  for (const TokenId id : ids) text += (text.empty() ? "" : ",") + std::to_string(id);
  return text;
}

std::string value_text(const Parameter&, const std::vector<Bias::Term>& terms) {
  std::string text;
  for (const auto& [id, bias] : terms) {
    text += (text.empty() ? "" : ",") + std::to_string(id) + ":";
    text += bias == minus_infinity ? "-inf" : logits::value_text(a_bias, bias);
  }
  return text;
}

template <typename Part>
std::string description(const Part& part) {
  std::string text;
  Part::fields([&](const Parameter& parameter, auto member) {
    if (parameter.range == Range::tokens || part.*member == Part{}.*member) return;
    if (!text.empty()) text += ", ";
    text += parameter.name;
    if (parameter.range != Range::flag) text += " " + value_text(parameter, part.*member);
  });
  return text.empty() ? std::string(Part::name) : text;
}

/// As errors quote it: what a terminal may obey, or not be able to show, as \x1b.
std::string quoted(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result = "'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F) {
      result += c;
    } else {
      result.append("\\x").append({digits[byte / 16U], digits[byte % 16U]});
    }
  }
  return result + "'";
}

/// Reads PARAMETER=VALUE items into a chain.
class Parser {
 public:
  void add(std::string_view item) {
    const std::size_t equals = item.find('=');
    const std::string_view key = item.substr(0, equals);
    bool is_known = false;
    for_each_part_type([&]<typename Part>() {
      Part::fields([&](const Parameter& parameter, auto member) {
        if (parameter.name != key) return;
        is_known = true;
        const bool is_flag = parameter.range == Range::flag && equals == std::string_view::npos;
        set<Part>(parameter, member,
                  is_flag                            ? "on"
                  : equals == std::string_view::npos ? ""
                                                     : item.substr(equals + 1));
      });
    });
    if (!is_known) throw Error(Failure::usage, "unknown parameter " + quoted(key) + " in the chain");
  }

  Chain chain;

 private:
  template <typename Part>
  void set(const Parameter& parameter, auto member, std::string_view text) {
    if (!read_value(text, parameter, part_for<Part>(parameter).*member)) {
      throw Error(Failure::usage,
                  std::string(parameter.name) + " in the chain must be " + words_for(parameter) + ", not " +
                      quoted(text),
                  std::string(parameter.hint));
    }
    set_.insert(parameter.name);
  }

  /// The last part, where it is of this kind and its parameter still to be set; else a new one.
  template <typename Part>
  Part& part_for(const Parameter& parameter) {
    if constexpr (std::is_constructible_v<Step, Part>) {
      const bool goes_on = !chain.steps.empty() && std::holds_alternative<Part>(chain.steps.back()) &&
                           !set_.contains(parameter.name) && !is_picked_;
      if (goes_on) return std::get<Part>(chain.steps.back());
      if (is_picked_)
        throw Error(Failure::usage,
                    quoted(Part::name) + " stands behind what chooses the token, which comes last");
      set_.clear();
      chain.steps.push_back(Part{});
      return std::get<Part>(chain.steps.back());
    } else {
      const bool goes_on = std::holds_alternative<Part>(chain.picker) && !set_.contains(parameter.name);
      if (is_picked_ && !goes_on)
        throw Error(Failure::usage,
                    "a chain has one picker, and " + quoted(parameter.name) + " begins another");
      if (!is_picked_) {
        set_.clear();
        chain.picker = Part{};
      }
      is_picked_ = true;
      return std::get<Part>(chain.picker);
    }
  }

  std::set<std::string_view> set_;  // the parameters of the last part that were given
  bool is_picked_ = false;
};

}  // namespace

std::string describe(const Step& step) {
  return std::visit([](const auto& s) { return description(s); }, step);
}

std::string describe(const Chain& chain, std::size_t part) {
  return visit_part(chain, part, [](const auto& p) { return description(p); });
}

std::string to_text(const Chain& chain) {
  std::vector<std::size_t> parts;
  for (std::size_t part = 0; part < part_count(chain); ++part) {
    if (!is_off(chain, part)) parts.push_back(part);
  }
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    visit_part(chain, parts[i], [&]<typename Part>(const Part& p) {
      // Of steps of the same kind that follow each other, each begins with the first parameter: it cannot be
      // set twice, and so tells them apart.
      bool is_told = (i == 0 || name(chain, parts[i - 1]) != Part::name) &&
                     (i + 1 == parts.size() || name(chain, parts[i + 1]) != Part::name);
      Part::fields([&](const Parameter& parameter, auto member) {
        if (std::exchange(is_told, true) && p.*member == Part{}.*member) return;
        text += text.empty() ? "" : " ";
        text += parameter.name;
        if (parameter.range != Range::flag) text += "=" + value_text(parameter, p.*member);
      });
    });
  }
  return text;
}

Chain parse_chain(std::string_view text) {
  Parser parser;
  constexpr std::string_view blanks = " \t\r\n";
  for (std::size_t at = text.find_first_not_of(blanks); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
    parser.add(text.substr(at, end - at));
    at = text.find_first_not_of(blanks, end);
  }
  return parser.chain;
}

}  // namespace logits

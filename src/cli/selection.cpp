#include "src/cli/selection.hpp"

#include "logits/error.hpp"
#include "src/io/number.hpp"
#include "src/io/place.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr std::string_view prompt = "prompt:";

/// The lowest and the highest of some numbers.
struct Range {
  std::uint64_t first, last;

  /// "the positions are 0 to 7", "the only position is 0"
  std::string words(std::string_view what, std::string_view of = "") const {
    return first == last ? fmt::format("the only {}{} is {}", what, of, first)
                         : fmt::format("the {}s{} are {} to {}", what, of, first, last);
  }
};

void widen(std::optional<Range>& range, std::uint64_t number) {
  range =
      range ? Range{std::min(range->first, number), std::max(range->last, number)} : Range{number, number};
}

class Selector {
 public:
  Selector(io::Rows rows, const Selection& selection) : rows_(std::move(rows)), wanted_(selection) {}

  std::optional<io::Row> next() {
    while (!ended_) {
      auto row = rows_();
      ended_ = !row.has_value();
      if (ended_) break;
      if (!row->position) refuse_no_response(*row);
      if (!is_wanted(*row->position)) continue;
      found_ = true;
      return row;
    }
    if (!std::exchange(found_, true)) refuse_none();
    return std::nullopt;
  }

 private:
  bool is_wanted(const io::Position& position) {
    widen(choices_, position.choice);
    if (wanted_.choice && position.choice != *wanted_.choice) return false;
    if (!wanted_.position) return true;
    if (position.in_prompt != wanted_.in_prompt) return false;
    widen(positions_, position.number);
    return position.number == *wanted_.position;
  }

  void refuse_no_response(const io::Row& row) {
    found_ = true;  // one complaint is enough
    throw Error(Failure::input,
                fmt::format("--{} goes with the response of an API, and this is none",
                            wanted_.position ? "position" : "choice"),
                row.place);
  }

  void refuse_none() const {
    const bool no_such_choice = wanted_.choice && !positions_ && choices_ &&
                                (*wanted_.choice < choices_->first || *wanted_.choice > choices_->last);
    if (!choices_) throw Error(Failure::input, "there is no position in the input");
    if (no_such_choice || !wanted_.position) {
      throw Error(Failure::input, fmt::format("there is no choice {} in the input", *wanted_.choice),
                  io::hint(choices_->words("choice")));
    }
    const std::string_view of = wanted_.in_prompt ? " of the prompt" : "";
    throw Error(Failure::input, fmt::format("there is no position {}{} in the input", *wanted_.position, of),
                io::hint(positions_ ? positions_->words("position", of)
                                    : fmt::format("it has no positions{}",
                                                  wanted_.in_prompt ? of : " but those of the prompt")));
  }

  io::Rows rows_;
  Selection wanted_;
  bool ended_ = false;
  bool found_ = false;
  std::optional<Range> choices_;
  std::optional<Range> positions_;  // of the choice asked for
};

class Counter {
 public:
  explicit Counter(io::Rows rows) : rows_(std::move(rows)) {}

  std::optional<io::Row> next() {
    const std::uint64_t number = read_++;  // bad rows count
    auto row = rows_();
    if (!row) return row;
    row->number = number;
    if (row->position) row->position->response = response_of(*row->position);
    return row;
  }

  bool skip() {
    ++read_;
    return rows_.skip();
  }

 private:
  std::uint64_t response_of(const io::Position& position) {
    const auto [last, fresh] = last_.try_emplace({position.choice, position.in_prompt}, position.number);
    if (!fresh && position.number <= last->second) {
      last_ = {{{position.choice, position.in_prompt}, position.number}};
      return ++response_;
    }
    last->second = position.number;
    return response_;
  }

  io::Rows rows_;
  std::uint64_t read_ = 0, response_ = 0;
  std::map<std::pair<std::uint64_t, bool>, std::uint64_t> last_;  // numbers, of each choice and its prompt
};

}  // namespace

io::Rows numbered(io::Rows rows) {
  const auto counter = std::make_shared<Counter>(rows);
  rows.next = [counter] {
    return counter->next();
  };
  rows.pass_over = [counter] {
    return counter->skip();
  };
  return rows;
}

void select_position(Selection& selection, const std::string& value) {
  selection.in_prompt = value.starts_with(prompt);
  selection.position =
      io::parse_count(selection.in_prompt ? std::string_view(value).substr(prompt.size()) : value);
  if (selection.position) return;
  throw Error(Failure::usage,
              fmt::format("--position must be a whole number, or prompt:N, not {}", io::in_quotes(value)),
              io::hint("positions are counted from 0"));
}

io::Rows selected(io::Rows rows, const Selection& selection) {
  if (selection.is_all()) return rows;
  io::Rows picked;
  picked.read = rows.read;
  picked.next = [selector = std::make_shared<Selector>(std::move(rows), selection)] {
    return selector->next();
  };
  return picked;
}

}  // namespace logits::cli

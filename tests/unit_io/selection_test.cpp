#include "src/cli/selection.hpp"

#include "logits/error.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/api_rows.hpp"

#include <string>
#include <vector>

using logits::Error;
using logits::Failure;
using logits::refusal;
using logits::cli::numbered;
using logits::cli::select_position;
using logits::cli::selected;
using logits::cli::Selection;
using logits::io::Position;
using logits::io::Row;
using logits::io::Rows;
using logits::io::summary;

namespace {

Row position(std::uint64_t choice, std::uint64_t number, bool in_prompt = false) {
  Row row;
  row.logits = {-1};
  row.position =
      Position{.choice = choice, .number = number, .in_prompt = in_prompt, .chosen = "x", .chosen_index = 0};
  return row;
}

/// Two positions of the prompt and three of each of two choices.
Rows response() {
  return [rows = std::vector<Row>{position(0, 1, true), position(0, 2, true), position(0, 0), position(0, 1),
                                  position(0, 2), position(1, 0), position(1, 1), position(1, 2)},
          next = std::size_t{0}]() mutable -> std::optional<Row> {
    if (next == rows.size()) return std::nullopt;
    return rows[next++];
  };
}

Selection selection(const std::string& position_text, std::optional<std::uint64_t> choice = std::nullopt) {
  Selection result;
  if (!position_text.empty()) select_position(result, position_text);
  result.choice = choice;
  return result;
}

std::string of(const Selection& wanted) {
  const Rows rows = selected(response(), wanted);
  std::vector<Row> found;
  while (auto row = rows()) found.push_back(std::move(*row));
  return summary(found);
}

std::string refusal_of(const Selection& wanted) {
  return refusal([&] { static_cast<void>(of(wanted)); });
}

}  // namespace

TEST_CASE("rows are numbered, bad and selected ones too, and so are responses") {
  const Rows twice = [rows = std::vector<Row>{position(0, 0), position(1, 0), position(0, 1), position(1, 1),
                                              position(0, 0), position(0, 1)},
                      next = std::size_t{0}]() mutable -> std::optional<Row> {
    if (next == rows.size()) return std::nullopt;
    if (next == 1) throw Error(Failure::input, std::to_string(next++));
    return rows[next++];
  };
  const Rows rows = selected(numbered(twice), selection("1"));
  CHECK_THROWS_AS(rows(), Error);
  auto row = rows();
  CHECK(row->number == 2);
  CHECK(row->position->response == 0);
  row = rows();
  CHECK(row->number == 3);
  row = rows();
  CHECK(row->number == 5);
  CHECK(row->position->response == 1);
  CHECK_FALSE(rows());
}

TEST_CASE("rows that are skipped are counted") {
  const Rows rows = numbered(response());
  CHECK(rows.skip());
  CHECK(rows.skip());
  CHECK(rows()->number == 2);
}

TEST_CASE("all positions are selected where none is asked for") {
  CHECK(of({}) == "p1:x p2:x 0:x 1:x 2:x 1/0:x 1/1:x 1/2:x");
}

TEST_CASE("a position is selected in every choice, a choice with its prompt") {
  CHECK(of(selection("1")) == "1:x 1/1:x");
  CHECK(of(selection("prompt:2")) == "p2:x");
  CHECK(of(selection("", 0)) == "p1:x p2:x 0:x 1:x 2:x");
  CHECK(of(selection("2", 1)) == "1/2:x");
}

TEST_CASE("a position or a choice that is not there is refused with the range that is") {
  CHECK(refusal_of(selection("3")) ==
        "there is no position 3 in the input\n  hint: the positions are 0 to 2");
  CHECK(refusal_of(selection("prompt:0")) ==
        "there is no position 0 of the prompt in the input\n  hint: the positions of the prompt are 1 to 2");
  CHECK(refusal_of(selection("prompt:1", 1)) ==
        "there is no position 1 of the prompt in the input\n  hint: it has no positions of the prompt");
  CHECK(refusal_of(selection("", 2)) == "there is no choice 2 in the input\n  hint: the choices are 0 to 1");
  CHECK(refusal_of(selection("0", 7)) == "there is no choice 7 in the input\n  hint: the choices are 0 to 1");
}

TEST_CASE("after the refusal the rows are at their end") {
  const Rows rows = selected(response(), selection("9"));
  CHECK_THROWS_AS(rows(), Error);
  CHECK_FALSE(rows());
}

TEST_CASE("rows that are no positions are refused, not passed over") {
  const Rows rows = selected(
      [done = false]() mutable -> std::optional<Row> {
        if (std::exchange(done, true)) return std::nullopt;
        Row row;
        row.logits = {1, 2};
        row.place = "  --> stdin:1";
        return row;
      },
      selection("0"));
  CHECK(refusal([&] { static_cast<void>(rows()); }) ==
        "--position goes with the response of an API, and this is none\n  --> stdin:1");
  CHECK_FALSE(rows());
}

TEST_CASE("a bad row before the one asked for is not passed over") {
  const Rows rows = selected(
      [calls = 0]() mutable -> std::optional<Row> {
        if (++calls == 1) throw Error(Failure::input, "bad");
        if (calls == 2) return position(0, 1);
        return std::nullopt;
      },
      selection("1"));
  CHECK(refusal([&] { static_cast<void>(rows()); }) == "bad");
  CHECK(rows());
  CHECK_FALSE(rows());
}

TEST_CASE("what is no position is a usage error") {
  for (const auto* const text : {"-1", "1.5", "", "prompt", "prompt:", "p1", "1e3"}) {
    Selection wanted;
    CHECK_THROWS_AS(select_position(wanted, text), Error);
  }
  CHECK(refusal([] {
          Selection wanted;
          select_position(wanted, "last");
        }) ==
        "--position must be a whole number, or prompt:N, not 'last'\n  hint: positions are counted from 0");
}

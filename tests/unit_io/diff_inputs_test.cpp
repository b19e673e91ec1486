#include "src/cli/commands/diff_inputs.hpp"

#include "tests/catch.hpp"

using logits::Error;
using logits::Failure;
using logits::cli::named;
using logits::cli::names_of_sides;
using logits::cli::share_tokens;
using logits::cli::Side;
using logits::io::Row;

namespace {

Row row(std::vector<std::string> labels) {
  Row result;
  result.logits.resize(labels.size());
  result.labels = std::move(labels);
  return result;
}

Error refusal_of(auto call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  return Error(Failure::usage, "nothing was refused");
}

/// So many empty rows.
logits::io::Rows rows(int count) {
  return [count]() mutable -> std::optional<Row> {
    if (count-- <= 0) return std::nullopt;
    return Row{};
  };
}

}  // namespace

TEST_CASE("labels and ids of one side hold for the other") {
  Row a = row({"x", "y"}), b;
  b.logits.resize(2);
  b.ids = {7, 8};
  share_tokens(a, b, "a.json", "b.json", 0);
  CHECK(b.labels == a.labels);
  CHECK(a.ids == b.ids);
}

TEST_CASE("the first token that differs is named with both files") {
  Row a = row({"x", "y", "z"}), b = row({"x", " the", "q"});
  const Error error = refusal_of([&] { share_tokens(a, b, "a.json", "b.json", 3); });
  CHECK(error.what() == std::string("token 1 is 'y' in a.json and ' the' in b.json"));
  CHECK(error.failure == Failure::input);
}

TEST_CASE("a row that lists only part of its tokens is a question without an answer") {
  Row a = row({"x", "y"}), b = a;
  b.rest = logits::io::Rest{.highest = -5};
  b.logits.push_back(-3);
  const Error error = refusal_of([&] { share_tokens(a, b, "a.json", "b.json", 4); });
  CHECK(error.what() ==
        std::string("row 4 of b.json lists only 2 of its tokens: what the others have is unknown"));
  CHECK(error.failure == Failure::no_answer);
}

TEST_CASE("two inputs are called by their names, or A and B where those are the same") {
  CHECK(names_of_sides("x.txt", "-") == std::pair<std::string, std::string>("x.txt", "stdin"));
  CHECK(names_of_sides("[1]", "[2]") == std::pair<std::string, std::string>("A", "B"));
}

TEST_CASE("an error tells the side once") {
  CHECK(named({Failure::input, "cannot open 'x'"}, "x", "").details.empty());
  CHECK(named({Failure::input, "x is empty", "  hint: so"}, "x", "").details == "  hint: so");
  CHECK(named({Failure::input, "a bad row", "  hint: so"}, "x", "").details == "  --> x\n  hint: so");
  CHECK(named({Failure::input, "a bad row", "  --> x:2"}, "x", "  --> x").details == "  --> x:2");
  CHECK(named({Failure::input, "a bad row", "  --> x:2"}, "A", "").what() == std::string("A: a bad row"));
}

TEST_CASE("the rows of a side are counted to the end, but not for ever") {
  Side finite("x", rows(3));
  finite.advance([](const Error&) {});
  CHECK(finite.count_to_the_end() == "3 rows");
  Side endless("x", rows(200000));
  CHECK(endless.count_to_the_end() == "100,000 rows or more");
  Side broken("x", []() -> std::optional<Row> { throw Error(Failure::input, "cannot read"); });
  CHECK(broken.count_to_the_end() == "1 row or more");
}

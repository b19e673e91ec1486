#include "src/io/vocabulary/labelled_rows.hpp"

#include "src/io/names.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using logits::refusal;
using logits::io::labelled;
using logits::io::name_of;
using logits::io::Names;
using logits::io::Position;
using logits::io::Rest;
using logits::io::Row;
using logits::io::Spelling;
using logits::io::Vocabulary;
using Words = std::vector<std::string>;

namespace {

const auto vocabulary =
    std::make_shared<Vocabulary>("v.json", Words{" the", "a", " a"}, Spelling::byte_level);

Row row_of(std::size_t count, std::vector<std::uint64_t> ids = {}) {
  Row row;
  row.logits.resize(count);
  row.ids = std::move(ids);
  row.place = "  --> x:1";
  return row;
}

Row label(Row row, bool pad = false) {
  std::optional<Row> next = std::move(row);
  return *labelled([&next] { return std::exchange(next, std::nullopt); }, vocabulary, pad)();
}

std::string refusal_of(const Row& row, bool pad = false) {
  return refusal([&] { static_cast<void>(label(row, pad)); });
}

}  // namespace

TEST_CASE("the tokens of a row are named in their order, and share the vocabulary") {
  const Row row = label(row_of(3));
  CHECK(row.token_labels() == Words{" the", "a", " a"});
  CHECK(row.vocabulary == vocabulary);
  CHECK(name_of(row, 2) == " a");
  CHECK(Names(row).find({" a"}, "--bias") == 2);
}

TEST_CASE("a token may be named as the vocabulary's file spells it") {
  const Row row = label(row_of(3));
  CHECK(Names(row).find({"Ġthe"}, "--bias") == 0);
  CHECK(refusal([&] {
          static_cast<void>(Names(row).find({"Ġx"}, "--bias"));
        }).find("--bias names a token that is not in the input: 'Ġx'\n") == 0);
}

TEST_CASE("tokens with ids are named by them") {
  const Row row = label(row_of(2, {2, 0}));
  CHECK(row.labels == Words{" a", " the"});
  CHECK(Names(row).find({"Ġthe"}, "--bias") == 1);
  CHECK(Names(row).find({"2"}, "--bias") == 0);
}

TEST_CASE("the rest of a truncated distribution is no token") {
  Row row = row_of(4);
  row.rest = Rest{-1};
  CHECK(label(std::move(row)).token_labels().size() == 3);
}

TEST_CASE("a position of a response keeps the names it has, and gets those it has not") {
  Row named = row_of(2, {2, 0});
  named.labels = {"x", "y"};
  named.position = Position{};
  CHECK(label(std::move(named)).token_labels() == Words{"x", "y"});
  Row numbered = row_of(2, {2, 0});
  numbered.position = Position{};
  numbered.position->chosen = "1";
  CHECK(label(std::move(numbered)).position->chosen == "a");
}

TEST_CASE("a row that names its tokens itself is refused") {
  Row row = row_of(3);
  row.labels = {"x", "y", "z"};
  CHECK(refusal_of(row) ==
        "the input names its tokens itself, and --labels v.json would name them too\n"
        "  --> x:1\n  hint: leave out one of the two");
}

TEST_CASE("a row of another length is refused with both lengths") {
  CHECK(refusal_of(row_of(1)) ==
        "the row has 1 logit and --labels v.json has 3 tokens\n  --> x:1\n"
        "  hint: a row of a part of the vocabulary tells its ids: {\"ids\": [...], \"logits\": [...]}");
  CHECK(refusal_of(row_of(5)) ==
        "the row has 5 logits and --labels v.json has 3 tokens\n  --> x:1\n"
        "  hint: if the model pads its vocabulary, --labels-pad calls the rest <id 3> and so on");
  CHECK(refusal_of(row_of(2, {0, 3})) ==
        "there is a token with the id 3, and --labels v.json has 3 tokens\n  --> x:1\n"
        "  hint: if it is of the same model, --labels-pad calls it <id 3>");
}

TEST_CASE("a padded vocabulary names what is behind it by its id, and no row that is shorter") {
  const Row row = label(row_of(5), true);
  CHECK(row.token_labels() == Words{" the", "a", " a", "<id 3>", "<id 4>"});
  CHECK(Names(row).find({"<id 4>"}, "--bias") == 4);
  CHECK(Names(row).find({"4"}, "--bias") == 4);
  CHECK(label(row_of(2, {0, 99}), true).labels == Words{" the", "<id 99>"});
  CHECK(refusal_of(row_of(1), true).find("the row has 1 logit and --labels v.json has 3 tokens\n") == 0);
}

TEST_CASE("the row behind a bad one is named") {
  std::vector<Row> left = {row_of(3), row_of(1)};
  const auto rows = labelled(
      [&left]() -> std::optional<Row> {
        if (left.empty()) return std::nullopt;
        Row row = std::move(left.back());
        left.pop_back();
        return row;
      },
      vocabulary, false);
  CHECK_THROWS(rows());
  CHECK(rows()->token_labels().size() == 3);
  CHECK_FALSE(rows());
}

#include "src/io/api/position_row.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using logits::refusal;
using logits::io::Position;
using logits::io::Row;
using logits::io::Text;
using logits::io::api::Entry;
using logits::io::api::Listing;
using logits::io::api::row_of;
using logits::io::api::words_for;

using Numbers = std::vector<double>;
using Words = std::vector<std::string>;
using Ids = std::vector<std::uint64_t>;

namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

Entry token(std::string text, double logprob) {
  Entry entry;
  entry.text = std::move(text);
  entry.logprob = logprob;
  return entry;
}

Entry unlisted(std::string text) {
  Entry entry;
  entry.text = std::move(text);
  entry.is_unlisted = true;
  return entry;
}

Row row(Listing listing) {
  return row_of(std::move(listing), {}, "  --> stdin:1, position 0", {"stdin", ""});
}

Numbers listed(const Row& row) {
  return {row.logits.begin(), row.logits.end() - 1};
}

}  // namespace

TEST_CASE("a position's row has the tokens in the order of the list, and then the rest") {
  const Row read = row({.chosen = token("b", -1.5), .top = {token("a", -0.5), token("b", -1.5)}});
  CHECK(read.labels == Words{"a", "b"});
  // ln(1 - e^-0.5 - e^-1.5) = -1.76996365236675 (mpmath)
  CHECK(read.logits == Numbers{-0.5, -1.5, -1.76996365236675});
  CHECK(read.count() == 2);
  CHECK(read.logprobs);
  CHECK(read.position->chosen == "b");
  CHECK(read.position->chosen_index == 1U);
  CHECK(read.place == "  --> stdin:1, position 0");
}

TEST_CASE("a chosen token that is not in the list is added to it") {
  const Row read = row({.chosen = token("c", -4), .top = {token("a", -0.5), token("b", -1.5)}});
  CHECK(read.labels == Words{"a", "b", "c"});
  CHECK(listed(read) == Numbers{-0.5, -1.5, -4});
  CHECK(read.position->chosen_index == 2U);
  CHECK(read.rest->highest < -1.5);  // all of the rest is less than that
}

TEST_CASE("where the chosen token's log-prob differs from the list's, the list's counts") {
  const Row read = row({.chosen = token("a", -0.9), .top = {token("a", -0.5), token("b", -1.5)}});
  CHECK(listed(read) == Numbers{-0.5, -1.5});
  CHECK(read.position->chosen_index == 0U);
}

TEST_CASE("tokens that look the same stay apart, and the chosen one is the nearest") {
  const Listing four{.top = {token("?", -1), token("?", -2), token("?", -2), token("?", -4)}};
  const auto index_of = [&](double logprob) {
    Listing listing = four;
    listing.chosen = token("?", logprob);
    const Row read = row(std::move(listing));
    CHECK(read.count() == 4);
    return *read.position->chosen_index;
  };
  CHECK(index_of(-1) == 0);
  CHECK(index_of(-2) == 1);
  CHECK(index_of(-2.9) == 1);
  CHECK(index_of(-3.1) == 3);
  CHECK(index_of(-9) == 3);
}

TEST_CASE("no unlisted token is likelier than the lowest of the list, nor than the rest") {
  // ln(1 - e^-1 - e^-3) = -0.5407… (mpmath), and ln(1 - e^-0.5 - e^-1.5) = -1.76996365236675
  CHECK(row({.chosen = token("a", -1), .top = {token("a", -1), token("b", -3)}}).rest->highest == -3);
  CHECK(row({.top = {token("a", -0.5), token("b", -1.5)}}).rest->highest == -1.76996365236675);
}

TEST_CASE("the chosen token tells nothing of the others where it may have been put into their list") {
  const std::vector<Entry> first_but_lower = {token("x", -5), token("a", -1), token("b", -3)};
  CHECK(row({.chosen = token("x", -5), .top = first_but_lower}).rest->highest == -3);
  const std::vector<Entry> falling = {token("a", -1), token("b", -3), token("x", -5)};
  CHECK(row({.chosen = token("x", -5), .top = falling}).rest->highest == -5);
  CHECK(row({.chosen = token("x", -5), .top = falling, .may_hold_chosen = true}).rest->highest == -3);
  CHECK(row({.chosen = token("b", -3), .top = falling, .may_hold_chosen = true}).rest->highest == -5);
}

TEST_CASE("of a chosen token alone only the rest is known") {
  // ln(1 - e^-2.5) = -0.08565…, ln(1 - e^-0.25) = -1.508688…: no token outside has more than all of them
  for (const double logprob : {-2.5, -0.25}) {
    const Row alone = row({.chosen = token("a", logprob)});
    CHECK(alone.count() == 1);
    CHECK(alone.rest->highest == alone.logits.back());
    const Row listed_alone = row({.chosen = token("a", logprob), .top = {token("a", logprob)}});
    CHECK(listed_alone.rest->highest == listed_alone.logits.back());
  }
}

TEST_CASE("a banned token of the list says nothing of the unlisted ones") {
  const Row read = row({.top = {token("a", -1), token("b", -3), token("c", minus_infinity)}});
  CHECK(listed(read) == Numbers{-1, -3, minus_infinity});
  CHECK(read.rest->highest == -3);
}

TEST_CASE("a list that adds up to one or more leaves nothing") {
  const Row read = row({.chosen = token("a", 0), .top = {token("a", 0), token("b", -17)}});
  CHECK(read.logits.back() == minus_infinity);
  CHECK(read.rest->highest == minus_infinity);
}

TEST_CASE("what is not listed is part of the rest, and a note tells if it was the chosen one") {
  const Row read = row({.chosen = unlisted("b"), .top = {token("a", -0.5), unlisted("b")}});
  CHECK(read.labels == Words{"a"});
  CHECK(read.position->chosen == "b");
  CHECK_FALSE(read.position->chosen_index);
  CHECK(read.notes ==
        Words{"position 0: the chosen token 'b' is not among those listed (-9999 stands for its log-prob)"});
}

TEST_CASE("a position of nothing but -9999 is refused") {
  CHECK(refusal([] { static_cast<void>(row({.chosen = unlisted("b")})); }) ==
        "position 0 has no log-probs: -9999 means that a token is not listed\n"
        "  --> stdin:1, position 0\n"
        "  hint: ask for more top log-probs, or pass over it with --keep-going");
}

TEST_CASE("a position of no token at all is refused") {
  CHECK(refusal([] { static_cast<void>(row({})); }).find("position 0 lists no token\n") == 0);
}

TEST_CASE("a token without a log-prob is refused, but a chosen one that is not told is not") {
  Entry silent;
  silent.text = "b";
  CHECK(refusal([&] {
          static_cast<void>(row({.top = {token("a", -1), silent}}));
        }).find("the token 'b' has no log-prob\n") == 0);
  CHECK(refusal([&] {
          static_cast<void>(row({.chosen = silent}));
        }).find("the token 'b' has no log-prob\n") == 0);
  const Row read = row({.chosen = silent, .top = {token("a", -1)}});
  CHECK(read.position->chosen == "b");
  CHECK_FALSE(read.position->chosen_index);
}

TEST_CASE("ids are given where all have one, labels where any has one") {
  Entry seven = token("a", -1), eight;
  seven.id = 7;
  eight.id = 8;
  eight.logprob = -2;
  const Row mixed = row({.top = {seven, eight}});
  CHECK(mixed.labels == Words{"a", "token_id:8"});
  CHECK(mixed.ids == Ids{7, 8});
  const Row bare = row({.chosen = eight, .top = {eight}});
  CHECK(bare.labels.empty());
  CHECK(bare.ids == Ids{8});
  CHECK(bare.position->chosen == "8");
  const Row labelled = row({.top = {seven, token("b", -2)}});
  CHECK(labelled.ids.empty());
  CHECK(labelled.labels == Words{"a", "b"});
}

TEST_CASE("an id that a position lists twice is refused") {
  Entry once = token("a", -1);
  once.id = 7;
  Entry again = token("b", -2);
  again.id = 7;
  CHECK(refusal([&] {
          static_cast<void>(row({.top = {once, again}}));
        }) == "the id 7 is there twice, at index 0 and 1\n  --> stdin:1, position 0");
}

TEST_CASE("a position is called by its number, its prompt and its choice") {
  Position position;
  position.number = 3;
  CHECK(words_for(position) == "position 3");
  position.in_prompt = true;
  CHECK(words_for(position) == "position 3 of the prompt");
  position.choice = 1;
  CHECK(words_for(position) == "position 3 of the prompt of choice 1");
}

// The reader against nlohmann's own, on documents made up at random, whole and damaged.
#include "src/io/json.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/random_json.hpp"
#include "tests/unit_io/refusal.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

using logits::io::Json;
using logits::io::parse_json;
using logits::random_json::blanks;
using logits::random_json::Choices;
using logits::random_json::damaged;
using logits::random_json::number;
using logits::random_json::text;

namespace {

std::string document(Choices& choose, int depth) {
  const auto blank = [&choose] {
    return choose.one_of(blanks);
  };
  const std::size_t kind = choose.below(depth > 0 ? 8 : 5);
  if (kind < 2) return blank() + number(choose) + blank();
  if (kind < 4) return blank() + text(choose) + blank();
  if (kind == 4) return blank() + choose.one_of(std::vector{"null", "true", "false"}) + blank();
  const bool object = kind == 7;
  std::string result = blank() + (object ? "{" : "[") + blank();
  for (std::size_t i = 0, count = choose.below(5); i < count; ++i) {
    if (i > 0) result += ",";
    if (object) result += blank() + text(choose) + blank() + ":";
    result += document(choose, depth - 1);
  }
  return result + (object ? "}" : "]") + blank();
}

std::string array_of_numbers(Choices& choose) {
  std::string result = "[";
  for (std::size_t i = 0, count = 1 + choose.below(40); i < count; ++i) {
    if (i > 0) result += ",";
    result += choose.one_of(blanks) + number(choose) + choose.one_of(blanks);
  }
  return result + "]";
}

bool accepts(std::string_view json) {
  return logits::refusal([json] { static_cast<void>(parse_json({"stdin", json})); }).empty();
}

/// A bare word, which only this reader knows, can come together from the letters of damaged strings.
bool has_word(std::string_view json) {
  return json.find("NaN") != std::string_view::npos || json.find("Infinity") != std::string_view::npos;
}

}  // namespace

TEST_CASE("the reader and nlohmann's agree on which random documents are JSON") {
  Choices choose(1);
  std::size_t refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string whole = document(choose, 4);
    INFO(whole);
    REQUIRE(accepts(whole));
    REQUIRE(nlohmann::json::accept(whole));
    for (int j = 0; j < 3; ++j) {
      const std::string broken = damaged(whole, choose);
      if (has_word(broken)) continue;
      INFO(broken);
      const bool accepted = accepts(broken);
      REQUIRE(accepted == nlohmann::json::accept(broken));
      refused += accepted ? 0 : 1;
    }
  }
  CHECK(refused > 10'000);
}

TEST_CASE("a document with a bare word is read as the one with a string in its place") {
  Choices choose(2);
  for (int i = 0; i < 5'000; ++i) {
    std::string bare = array_of_numbers(choose), quoted = bare;
    const std::string word = choose.one_of(std::vector{"NaN", "Infinity", "-Infinity"});
    const std::size_t commas = static_cast<std::size_t>(std::count(bare.begin(), bare.end(), ','));
    std::size_t at = 0;
    for (std::size_t n = choose.below(commas + 1); n > 0; --n) at = bare.find(',', at + 1);
    bare.insert(at + 1, word + ",");
    quoted.insert(at + 1, "\"" + word + "\",");
    INFO(bare);
    REQUIRE(accepts(bare));
    REQUIRE_FALSE(nlohmann::json::accept(bare));
    const Json one = parse_json({"stdin", bare}), other = parse_json({"stdin", quoted});
    REQUIRE(one.array()->size() == other.array()->size());
    for (std::size_t n = 0; n < one.array()->size(); ++n) {
      const Json &a = (*one.array())[n], &b = (*other.array())[n];
      if (b.string() != nullptr) {
        REQUIRE(a.word() != nullptr);
        REQUIRE(a.word()->text == *b.string());
      } else {
        REQUIRE(*a.number() == *b.number());
      }
    }
  }
}

TEST_CASE("the reader and nlohmann's give the same bits for every number") {
  Choices choose(3);
  for (int i = 0; i < 5'000; ++i) {
    const std::string json = array_of_numbers(choose);
    INFO(json);
    const Json ours = parse_json({"stdin", json});
    const auto theirs = nlohmann::json::parse(json);
    REQUIRE(ours.array()->size() == theirs.size());
    for (std::size_t n = 0; n < theirs.size(); ++n) {
      const double a = *(*ours.array())[n].number(), b = theirs[n].get<double>();
      REQUIRE(std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b));
    }
  }
}

TEST_CASE("the reader refuses what nests too deep, which nlohmann's does not") {
  const std::string deep = std::string(513, '[') + std::string(513, ']');
  CHECK(nlohmann::json::accept(deep));
  CHECK_FALSE(accepts(deep));
}

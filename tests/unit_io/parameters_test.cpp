#include "src/cli/parameters.hpp"

#include "logits/chain.hpp"
#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <string>

using logits::Failure;
using logits::MinP;
using logits::refusal;
using logits::Temperature;
using logits::TopK;
using logits::TopP;
using logits::cli::set_parameter;

namespace {

template <typename S>
S set(const std::string& name, const std::string& text) {
  logits::Chain chain = logits::default_chain();
  REQUIRE(set_parameter(chain, name, text, "--" + name, Failure::usage));
  return logits::step_of<S>(chain);
}

std::string refusal_of(const std::string& name, const std::string& text, const std::string& place = "") {
  return refusal([&] {
    logits::Chain chain = logits::default_chain();
    set_parameter(chain, name, text, "--" + name, Failure::usage, place);
  });
}

}  // namespace

TEST_CASE("a parameter is set in its step and in no other") {
  CHECK(set<Temperature>("temperature", "0.7").t == 0.7);
  CHECK(set<TopK>("top-k", "3").k == 3);
  CHECK(set<TopK>("temperature", "0.7") == TopK{});
}

TEST_CASE("whole numbers are decimal, with or without zeros before them") {
  CHECK(set<TopK>("top-k", "010").k == 10);
  CHECK(set<TopK>("top-k", "18446744073709551615").k == 18446744073709551615U);
  CHECK(set<TopK>("top-k", "0").k == 0);
}

TEST_CASE("temperature 0 is allowed, with either sign") {
  CHECK(set<Temperature>("temperature", "0").t == 0);
  CHECK(set<Temperature>("temperature", "-0.0").t == 0);
  CHECK(set<Temperature>("temperature", "5e-324").t == 0x1p-1074);
}

TEST_CASE("a temperature must be a finite number that is zero or more") {
  for (const char* const text :
       {"-1", "nan", "inf", "-inf", "1e999", "", " 1", "1 ", "1,5", "0x1p-1", "1e", "abc"}) {
    CAPTURE(text);
    CHECK(refusal_of("temperature", text)
              .find("--temperature must be a number that is zero or more, not '" + std::string(text) + "'") ==
          0);
  }
}

TEST_CASE("top-k must be a whole number from 0 to 2^64 - 1") {
  for (const char* const text :
       {"-1", "1.5", "1e3", "ten", "18446744073709551616", "0x10", "", " 7", "-0", "+1", "inf"}) {
    CAPTURE(text);
    CHECK(refusal_of("top-k", text) ==
          "--top-k must be a whole number from 0 to 2^64 - 1, not '" + std::string(text) + "'");
  }
}

TEST_CASE("a negative temperature gets a hint, after the place") {
  CHECK(
      refusal_of("temperature", "-1", "  --> stdin:1") ==
      "--temperature must be a number that is zero or more, not '-1'\n"
      "  --> stdin:1\n"
      "  hint: a negative temperature would make the least likely token the most likely; T = 0 means greedy");
}

TEST_CASE("top-p and min-p may be from 0 to 1, both ends too") {
  CHECK(set<TopP>("top-p", "0.9").p == 0.9);
  CHECK(set<TopP>("top-p", "0").p == 0);
  CHECK(set<TopP>("top-p", "1").p == 1);
  CHECK(set<MinP>("min-p", "5e-2").m == 0.05);
  CHECK(set<MinP>("min-p", "1").m == 1);
}

TEST_CASE("top-p and min-p must be from 0 to 1") {
  for (const char* const text :
       {"-0.1", "1.0000000000000002", "2", "nan", "inf", "", "1e-400", "90%", "0,9"}) {
    CAPTURE(text);
    CHECK(refusal_of("top-p", text) == "--top-p must be a number from 0 to 1, not '" + std::string(text) +
                                           "'\n  hint: 0 keeps the likeliest token alone, 1 keeps all");
    CHECK(refusal_of("min-p", text) ==
          "--min-p must be a number from 0 to 1, not '" + std::string(text) +
              "'\n  hint: 0 keeps all, 1 keeps the likeliest token and its equals");
  }
}

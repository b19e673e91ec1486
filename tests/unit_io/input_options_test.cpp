#include "src/cli/input_options.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <limits>
#include <string>
#include <vector>

using logits::cli::input_options;
using logits::cli::take_apart;
using logits::io::Form;

namespace {

logits::io::RowRange rows(const std::vector<std::string>& words) {
  return input_options(take_apart(words)).rows;
}

std::string refusal_of(const std::vector<std::string>& words) {
  return logits::refusal([&] { static_cast<void>(input_options(take_apart(words))); });
}

constexpr std::uint64_t all = std::numeric_limits<std::uint64_t>::max();

}  // namespace

TEST_CASE("--row picks one row, --rows those from A up to B") {
  CHECK(rows({}).first == 0);
  CHECK(rows({}).end == all);
  CHECK(rows({"--row", "7"}).first == 7);
  CHECK(rows({"--row", "7"}).end == 8);
  CHECK(rows({"--rows", "2:5"}).first == 2);
  CHECK(rows({"--rows", "2:5"}).end == 5);
  CHECK(rows({"--rows", "2:"}).first == 2);
  CHECK(rows({"--rows", "2:"}).end == all);
  CHECK(rows({"--rows", ":5"}).first == 0);
  CHECK(rows({"--rows", ":5"}).end == 5);
  CHECK(rows({"--rows", ":"}).end == all);
}

TEST_CASE("rows that cannot be are refused") {
  CHECK(refusal_of({"--row", "1", "--rows", "1:2"}) == "--row and --rows contradict each other");
  CHECK(refusal_of({"--rows", "1:", "--choice", "1"}) ==
        "--rows and --choice do not go together\n"
        "  hint: each position of a response is a row: one of them says which");
  CHECK(refusal_of({"--rows", "3"}) == "--rows must be A:B, not '3'\n  hint: --row 3 is that row alone");
  CHECK(refusal_of({"--rows", "x"}) == "--rows must be A:B, not 'x'\n  hint: for example --rows 0:5");
  CHECK(refusal_of({"--rows", "3:3"}) ==
        "--rows 3:3 has no rows\n  hint: A:B is from row A up to, not including, row B");
  CHECK(refusal_of({"--rows", ":0"}).starts_with("--rows :0 has no rows"));
  for (const std::string odd : {"-1:", "1:x", "1:2:3", "1 :2", "4294967296:"})
    CHECK(refusal_of({"--rows", odd})
              .starts_with("--rows must be A:B with whole numbers from 0 to 4294967295, not"));
}

TEST_CASE("raw numbers need the size of the vocabulary, and nothing else takes it") {
  const auto reading = input_options(take_apart({"--from", "bf16", "--vocab-size", "32000"})).reading;
  CHECK(reading.form == Form::bf16);
  CHECK(reading.vocab_size == 32000);
  CHECK(refusal_of({"--from", "f32"}) == "--from f32 needs --vocab-size V, the count of numbers in a row");
  CHECK(refusal_of({"--from", "npy", "--vocab-size", "5"}).starts_with("--vocab-size goes with --from f16"));
  CHECK(refusal_of({"--vocab-size", "5"}).starts_with("--vocab-size goes with --from f16"));
  CHECK(refusal_of({"--from", "f32", "--vocab-size", "0"}) == "--vocab-size must be at least 1, not '0'");
  CHECK(refusal_of({"--from", "f32", "--vocab-size", "1e3"})
            .starts_with("--vocab-size must be a whole number"));
}

TEST_CASE("a tensor is of a safetensors file") {
  CHECK(input_options(take_apart({"--tensor", "x"})).reading.tensor == "x");
  CHECK(input_options(take_apart({"--from", "safetensors", "--tensor", "x"})).reading.tensor == "x");
  CHECK(refusal_of({"--from", "json", "--tensor", "x"}) ==
        "--tensor does not go with --from json\n  hint: it goes with safetensors files");
}

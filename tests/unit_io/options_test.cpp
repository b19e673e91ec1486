#include "src/cli/options.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/refusal.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

using logits::refusal;
using logits::cli::Command;
using logits::cli::Format;
using logits::cli::Options;
using logits::cli::parse_options;
using logits::cli::Show;

namespace {

using Words = std::vector<std::string>;

std::string refusal_of(const Words& words) {
  return refusal([&] { static_cast<void>(parse_options(words)); });
}

double temperature(const Words& words) {
  return logits::step_of<logits::Temperature>(parse_options(words).chain).t;
}

std::uint64_t top_k(const Words& words) {
  return logits::step_of<logits::TopK>(parse_options(words).chain).k;
}

}  // namespace

TEST_CASE("without options every default stands") {
  const Options options = parse_options({});
  CHECK(options.show == Show::result);
  CHECK_FALSE(options.command);
  CHECK(options.inputs.empty());
  CHECK(options.format == Format::table);
  CHECK(options.max_rows == 20);
  CHECK(options.digits == 4);
  CHECK(options.count == 1);
  CHECK_FALSE(options.seed);
  CHECK(options.given.empty());
}

TEST_CASE("words that are no options are inputs, in their order and untouched") {
  const Words inputs = {"mat=3.2",   "-2.0",    "-.5", "-inf",  "-1e3", "[3.2,2.5]",
                        "{\"a\":1}", "[PAD]=1", "-",   "a b=1", ""};
  CHECK(parse_options(inputs).inputs == inputs);
}

TEST_CASE("options may stand before, between and after inputs and the command") {
  for (const Words& words : {Words{"-t", "2", "sample", "1", "3"}, Words{"sample", "-t", "2", "1", "3"},
                             Words{"sample", "1", "-t", "2", "3"}, Words{"sample", "1", "3", "-t", "2"}}) {
    const Options options = parse_options(words);
    CHECK(options.command == Command::sample);
    CHECK(options.inputs == Words{"1", "3"});
    CHECK(temperature(words) == 2);
  }
}

TEST_CASE("only the first word is a command") {
  const Options options = parse_options({"probs", "sample", "explain"});
  CHECK(options.command == Command::probs);
  CHECK(options.inputs == Words{"sample", "explain"});
}

TEST_CASE("two dashes end the options") {
  const Options options = parse_options({"-t", "2", "--", "-t", "--", "sample", "--help"});
  CHECK(options.show == Show::result);
  CHECK_FALSE(options.command);
  CHECK(options.inputs == Words{"-t", "--", "sample", "--help"});
  CHECK(parse_options({"sample", "--", "explain"}).command == Command::sample);
}

TEST_CASE("values may follow after a blank, an equals sign or nothing") {
  CHECK(temperature({"--temperature", "0.7"}) == 0.7);
  CHECK(temperature({"--temperature=0.7"}) == 0.7);
  CHECK(temperature({"--temp", "0.7"}) == 0.7);
  CHECK(temperature({"--temp=0.7"}) == 0.7);
  CHECK(temperature({"-t", "0.7"}) == 0.7);
  CHECK(temperature({"-t0.7"}) == 0.7);
}

TEST_CASE("short flags may share a dash, the last with a value") {
  const Options options = parse_options({"-lk3", "1"});
  CHECK(options.logprobs);
  CHECK(top_k({"-lk3", "1"}) == 3);
}

TEST_CASE("of a repeated option the last value wins") {
  CHECK(temperature({"-t", "1", "-t", "2"}) == 2);
  CHECK(parse_options({"--digits", "1", "--digits=2"}).digits == 2);
  CHECK(top_k({"-k", "5", "--top-k", "010"}) == 10);
}

TEST_CASE("biases and bans are all kept") {
  const auto bias =
      parse_options({"-b", "mat=1", "--bias", "a=b=-2", "--ban", "[PAD]", "-b", "x=-inf", "-b", " y=0"}).bias;
  REQUIRE(bias.size() == 5);
  CHECK(bias[0].token.text == "mat");
  CHECK(bias[0].bias == 1);
  CHECK(bias[1].token.text == "a=b");
  CHECK(bias[1].bias == -2);
  std::vector<std::string> banned;
  for (const auto& each : bias) {
    if (each.bias == -std::numeric_limits<double>::infinity()) banned.push_back(each.token.text);
  }
  CHECK((banned == Words{"x", "[PAD]"} || banned == Words{"[PAD]", "x"}));
}

TEST_CASE("a bias must be a token, an equals sign and a finite number or -inf") {
  CHECK(refusal_of({"-b", "mat", "1"}).find("--bias must be TOKEN=B, not 'mat'\n") == 0);
  CHECK(refusal_of({"-b", "=1", "1"}).find("--bias must be TOKEN=B, not '=1'\n") == 0);
  for (const char* const text : {"inf", "nan", "", "x", "1,5", "1e999", "0x1", " 1"}) {
    CAPTURE(text);
    CHECK(refusal_of({"-b", "mat=" + std::string(text), "1"})
              .find("--bias must be TOKEN=B with a number or -inf for B, not '" + std::string(text) + "'") ==
          0);
  }
}

TEST_CASE("help and version are given whatever else is wrong") {
  CHECK(parse_options({"--nonsense", "-t", "--help"}).show == Show::help);
  CHECK(parse_options({"-h"}).show == Show::help);
  CHECK(parse_options({"help"}).show == Show::help);
  CHECK(parse_options({"help", "sample"}).command == Command::sample);
  CHECK(parse_options({"sample", "--help"}).command == Command::sample);
  CHECK(parse_options({"--nonsense", "--version"}).show == Show::version);
  CHECK(refusal_of({"help", "nothing"}) ==
        "there is no command 'nothing'\n"
        "  hint: the commands are probs, sample, explain, compare, sweep, solve, quiz, plot, page, diff "
        "and engines; also 'logits help input' and 'logits help samplers'");
}

TEST_CASE("an unknown option is refused with the nearest known one") {
  CHECK(refusal_of({"--tempreature", "0.7", "mat=3.2"}) ==
        "unknown option '--tempreature'\n"
        "  did you mean '--temperature'?");
  CHECK(refusal_of({"--tempreature=0.7"}) ==
        "unknown option '--tempreature'\n"
        "  did you mean '--temperature'?");
  CHECK(refusal_of({"-z"}).find("unknown option '-z'\n") == 0);
  CHECK(refusal_of({"--colour=\x1b[31m"}).find('\x1b') == std::string::npos);
}

TEST_CASE("a value that is missing or empty is refused") {
  CHECK(refusal_of({"1", "--top-k"}) == "--top-k needs a value: --top-k K");
  CHECK(refusal_of({"1", "--top-k="}) == "--top-k needs a value: --top-k K");
  CHECK(refusal_of({"1", "-k"}) == "--top-k needs a value: --top-k K");
  CHECK(refusal_of({"--top-k", "", "1"}) == "--top-k must be a whole number from 0 to 2^64 - 1, not ''");
  CHECK(refusal_of({"1", "-lk"}) != "");
  CHECK(refusal_of({"1", "-t", "--", "2"}) == "--temperature needs a value: --temperature T");
}

TEST_CASE("a negative value is a value, not an option") {
  CHECK(
      refusal_of({"-t", "-1", "1"}).find("--temperature must be a number that is zero or more, not '-1'\n") ==
      0);
  CHECK(refusal_of({"--temperature=-1", "1"})
            .find("--temperature must be a number that is zero or more, not '-1'\n") == 0);
  CHECK(refusal_of({"--top-k", "-5", "1"}) == "--top-k must be a whole number from 0 to 2^64 - 1, not '-5'");
}

TEST_CASE("a flag takes no value") {
  CHECK(refusal_of({"--json=false", "1"}) == "--json takes no value");
  CHECK(refusal_of({"-l3", "1"}) == "unknown option '-l3'");
}

TEST_CASE("a seed is a whole number from 0 to 2^64 - 1") {
  CHECK(parse_options({"sample", "-s", "18446744073709551615", "1"}).seed == 18446744073709551615U);
  CHECK(parse_options({"sample", "-s", "0", "1"}).seed == 0U);
  for (const char* const text : {"-1", "18446744073709551616", "1.5", "abc", "", "0x10", " 7"}) {
    CAPTURE(text);
    CHECK(refusal_of({"sample", "-s", text, "1"}) ==
          "--seed must be a whole number from 0 to 2^64 - 1, not '" + std::string(text) + "'");
  }
}

TEST_CASE("digits are 0 to 17, and rows are numbered in 32 bits") {
  CHECK(parse_options({"--digits", "0"}).digits == 0);
  CHECK(parse_options({"--digits", "17"}).digits == 17);
  CHECK(refusal_of({"--digits", "18"}) == "--digits must be a whole number from 0 to 17, not '18'");
  CHECK(refusal_of({"--row-offset", "4294967296"}) ==
        "--row-offset must be a whole number from 0 to 4294967295, not '4294967296'");
}

TEST_CASE("a word that must be one of a few is refused with the few") {
  CHECK(refusal_of({"-f", "jsn"}) ==
        "--format must be one of csv, json, markdown, ndjson, table, tsv, not 'jsn'\n"
        "  did you mean 'json'?");
  CHECK(refusal_of({"--sort", "x"}) == "--sort must be one of input, p, not 'x'");
}

TEST_CASE("options that contradict each other or belong elsewhere are refused") {
  CHECK(refusal_of({"--json", "-f", "tsv", "1"}) != "");
  CHECK(parse_options({"--json", "-f", "ndjson", "1"}).format == Format::json);
  CHECK(refusal_of({"--counts", "1"}).find("--counts does not go with 'logits probs'\n") == 0);
  CHECK(refusal_of({"sample", "--before", "1"}).find("--before does not go with 'logits sample'\n") == 0);
  CHECK(refusal_of({"explain", "-f", "tsv", "1"}) ==
        "'logits explain' prints text or JSON: --format table, markdown or json");
  CHECK(refusal_of({"sample", "--counts", "--probs", "1"}) == "--counts and --probs contradict each other");
}

TEST_CASE("JSON is one object for diff, and ndjson is one a row; elsewhere they are the same") {
  CHECK(parse_options({"diff", "-f", "ndjson", "a", "b"}).format == Format::ndjson);
  CHECK(parse_options({"diff", "-f", "json", "a", "b"}).format == Format::json);
  CHECK(parse_options({"diff", "--json", "a", "b"}).format == Format::json);
  CHECK(parse_options({"probs", "-f", "ndjson", "1"}).format == Format::json);
}

TEST_CASE("a hundred thousand biases are read in a moment") {
  Words words;
  for (int i = 0; i < 100'000; ++i) words.insert(words.end(), {"-b", "a=1"});
  CHECK(parse_options(words).bias.size() == 100'000);
}

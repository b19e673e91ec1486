#include "src/cli/evaluate.hpp"
#include "src/cli/options.hpp"
#include "src/io/format.hpp"
#include "src/io/write_json.hpp"
#include "src/io/write_separated.hpp"
#include "tests/bench/race.hpp"
#include "tests/bench/scores.hpp"

#include <array>
#include <cstdio>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace {

namespace bench = logits::bench;

using logits::TokenId;
using logits::io::Output;
using logits::io::Result;

/// Takes what is printed and remembers how much it was.
class Counter : public logits::io::Sink {
 public:
  void write(std::string_view bytes) override { count_ += static_cast<double>(bytes.size()); }
  double count() const { return count_; }

 private:
  double count_ = 0;
};

double bytes_printed(auto print) {
  Counter counter;
  Output out(counter);
  print(out);
  out.flush();
  return counter.count();
}

/// What printf makes of the arguments, line after line.
double bytes_by_snprintf(std::size_t lines, auto print_line) {
  std::string text;
  std::array<char, 256> line;
  for (std::size_t i = 0; i < lines; ++i) {
    text.append(line.data(), static_cast<std::size_t>(print_line(i, line.data(), line.size())));
  }
  return static_cast<double>(text.size());
}

nlohmann::json tree_of(const Result& result) {
  auto tokens = nlohmann::json::array();
  for (std::size_t i = 0; i < result.row.logits.size(); ++i) {
    tokens.push_back({{"index", i},
                      {"logit", result.row.logits[i]},
                      {"kept", true},
                      {"p", result.distribution.p[i]},
                      {"logp", result.distribution.logp[i]}});
  }
  return tokens;
}

void race_of(const std::string& what, const std::vector<bench::Contender>& contenders, double seconds) {
  // How many bytes there are hangs on the number of digits, which differs.
  bench::race({.name = "Printing 128,256 " + what,
               .elements = bench::vocabulary,
               .element = "token",
               .tolerance = 0.2},
              contenders, seconds);
}

void race_numbers(const std::vector<double>& p, double seconds) {
  race_of("numbers",
          {{"logits",
            [&] {
              return bytes_printed([&](Output& out) {
                for (const double each : p) out.print("{}\n", logits::io::shortest(each));
              });
            }},
           {"snprintf %.17g",
            [&] {
              return bytes_by_snprintf(p.size(), [&](std::size_t i, char* line, std::size_t size) {
                return std::snprintf(line, size, "%.17g\n", p[i]);
              });
            }},
           {"nlohmann::json, dump",
            [&] {
              return static_cast<double>(nlohmann::json(p).dump().size());
            }}},
          seconds);
}

void race_tsv(const Result& result, const std::vector<TokenId>& order, double seconds) {
  race_of("tokens as TSV",
          {{"logits",
            [&] {
              return bytes_printed([&](Output& out) { logits::io::write_tsv(out, result, order, false); });
            }},
           {"snprintf %zu %.17g",
            [&] {
              return bytes_by_snprintf(order.size(), [&](std::size_t i, char* line, std::size_t size) {
                return std::snprintf(line, size, "%zu\t%.17g\n", i, result.distribution.p[i]);
              });
            }}},
          seconds);
}

void race_json(const Result& result, const std::vector<TokenId>& order, double seconds) {
  race_of("tokens as JSON objects",
          {{"logits",
            [&] {
              return bytes_printed([&](Output& out) { logits::io::write_json_tokens(out, result, order); });
            }},
           {"snprintf %.17g",
            [&] {
              return bytes_by_snprintf(order.size(), [&](std::size_t i, char* line, std::size_t size) {
                return std::snprintf(
                    line, size, "{\"index\":%zu,\"logit\":%.17g,\"kept\":true,\"p\":%.17g,\"logp\":%.17g},",
                    i, result.row.logits[i], result.distribution.p[i], result.distribution.logp[i]);
              });
            }},
           {"nlohmann::json, tree and dump",
            [&] {
              return static_cast<double>(tree_of(result).dump().size());
            }}},
          seconds);
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = bench::seconds_of_each_race(argc, argv);
  logits::io::Row row;
  row.logits = bench::flat_scores(bench::vocabulary);
  const logits::cli::Options options = logits::cli::parse_options({"--json"});
  const Result result = logits::cli::evaluate(options, row, 0);
  std::vector<TokenId> order(row.logits.size());
  std::iota(order.begin(), order.end(), TokenId{0});

  race_numbers(result.distribution.p, seconds);
  race_tsv(result, order, seconds);
  race_json(result, order, seconds);
}

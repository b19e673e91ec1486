#include "src/io/documents.hpp"
#include "tests/bench/race.hpp"
#include "tests/bench/scores.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace {

namespace bench = logits::bench;

double sum(const std::vector<double>& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

double sum_read(const std::string& path) {
  const auto standard_input = logits::io::standard_input();
  const logits::io::Rows rows = logits::io::open_inputs({path}, {}, *standard_input, [] {});
  return sum(rows()->logits);
}

double sum_of_tree(const std::string& path) {
  std::ifstream file(path);
  std::vector<double> numbers;
  for (const nlohmann::json& number : nlohmann::json::parse(file)) numbers.push_back(number.get<double>());
  return sum(numbers);
}

/// Takes every number for one, with one character and perhaps blanks before the next.
double sum_by_strtod(const std::string& path) {
  std::ostringstream whole;
  whole << std::ifstream(path).rdbuf();
  const std::string text = std::move(whole).str();
  std::vector<double> numbers;
  const char* at = text.c_str() + (text.front() == '[' ? 1 : 0);
  for (char* end = nullptr; at < text.c_str() + text.size(); at = end + 1)
    numbers.push_back(std::strtod(at, &end));
  return sum(numbers);
}

/// The scores, each as `written(index, score)`, with a separator between them.
std::string joined(const std::vector<double>& scores, const std::string& separator, auto written) {
  std::string text;
  for (std::size_t i = 0; i < scores.size(); ++i) text += (i == 0 ? "" : separator) + written(i, scores[i]);
  return text;
}

struct Way {
  std::string name;
  double (*sum_of)(const std::string& path);
};

const Way ours{"logits", sum_read};
const Way tree{"nlohmann::json, its tree", sum_of_tree};
const Way strtod_loop{"whole file, strtod", sum_by_strtod};

/// Races the ways of reading a file, which stands in the current folder meanwhile.
void race_of(const std::string& shape, const std::string& text, const std::vector<Way>& ways,
             double seconds) {
  const std::string path = "bench_read.input";
  std::ofstream(path) << text;
  std::vector<bench::Contender> contenders;
  contenders.reserve(ways.size());
  for (const Way& way : ways)
    contenders.push_back({way.name, [&way, path] {
                            return way.sum_of(path);
                          }});
  const double megabytes = static_cast<double>(text.size()) / 1e6;
  bench::race({.name = fmt::format("Reading 128,256 numbers: {}, {:.2f} MB", shape, megabytes),
               .elements = bench::vocabulary,
               .element = "number",
               .tolerance = 1e-9},
              contenders, seconds);
  std::filesystem::remove(path);
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = bench::seconds_of_each_race(argc, argv);
  const std::vector<double> scores = bench::flat_scores(bench::vocabulary);
  const auto digits_17 = [](std::size_t, double score) {
    return fmt::format("{:.17g}", score);
  };
  const auto digits_6 = [](std::size_t, double score) {
    return fmt::format("{:.6g}", score);
  };
  const auto member = [](std::size_t i, double score) {
    return fmt::format("\"token{}\": {:.17g}", i, score);
  };
  race_of("JSON array, 17 digits", "[" + joined(scores, ", ", digits_17) + "]", {ours, tree, strtod_loop},
          seconds);
  race_of("JSON array, 6 digits", "[" + joined(scores, ", ", digits_6) + "]", {ours, tree, strtod_loop},
          seconds);
  race_of("JSON object {\"token\": logit}", "{" + joined(scores, ", ", member) + "}", {ours, tree}, seconds);
  race_of("text, one a line", joined(scores, "\n", digits_17) + "\n", {ours, strtod_loop}, seconds);
}

#include "src/cli/app.hpp"
#include "src/cli/quiz/exercise.hpp"
#include "tests/catch.hpp"
#include "tests/reference/fnv1a.hpp"
#include "tests/unit_io/memory.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

using namespace logits::cli;
using logits::io::MemorySink;
using logits::io::MemorySource;

namespace {

std::vector<Exercise> many() {
  std::vector<Exercise> exercises;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    for (std::uint32_t number = 0; number < 24; ++number) exercises.push_back(exercise(seed, number));
  }
  return exercises;
}

std::vector<Exercise> many(std::string_view topic) {
  std::vector<Exercise> exercises = many();
  exercises.erase(std::remove_if(exercises.begin(), exercises.end(),
                                 [topic](const Exercise& each) { return each.topic != topic; }),
                  exercises.end());
  return exercises;
}

double amount(const Exercise& each, std::size_t question) {
  return std::get<Amount>(each.questions[question].answer).value;
}

std::size_t leader(const std::vector<double>& values) {
  return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

/// By the formula of the textbook.
std::vector<double> plain_softmax(const std::vector<double>& logits, double t = 1) {
  std::vector<double> p;
  double sum = 0;
  for (const double logit : logits) sum += p.emplace_back(std::exp(logit / t));
  for (double& each : p) each /= sum;
  return p;
}

std::vector<std::string> words_of(const std::string& command) {
  std::istringstream stream(command);
  return {std::istream_iterator<std::string>(stream), {}};
}

/// What the command, which is one for probabilities, gives each token.
std::map<std::string, double> run(const std::string& command) {
  std::vector<std::string> arguments = words_of(command);
  arguments.erase(arguments.begin());
  arguments.emplace_back("--json");
  MemorySource in("");
  MemorySink out, err;
  const int code = logits::cli::run(arguments, {in, out, err});
  INFO(command << "\n" << err.text);
  REQUIRE(code == 0);
  std::map<std::string, double> p;
  const nlohmann::json parsed = nlohmann::json::parse(out.text);
  for (const auto& token : parsed["tokens"]) p[token["token"]] = token["p"];
  return p;
}

std::string said(double value) {
  return fmt::format("{}", value);
}

/// But for the last bits, in which two ways to the same number differ.
bool near(double a, double b) {
  return std::fabs(a - b) <= 1e-12 * std::fabs(b);
}

/// The token that a question's command puts a bias on.
std::string biased(const Exercise& each) {
  const std::string word = words_of(each.commands[0])[2];
  return word.substr(0, word.find('='));
}

bool same(const Exercise& a, const Exercise& b) {
  const auto answers = [](const Exercise& each) {
    std::string all;
    for (const Question& question : each.questions) all += question.prompt + shown(question.answer);
    return all;
  };
  return a.topic == b.topic && a.given == b.given && a.tokens == b.tokens && a.lesson == b.lesson &&
         a.commands == b.commands && answers(a) == answers(b);
}

}  // namespace

TEST_CASE("each six exercises are one of each topic") {
  const std::set<std::string_view> all = {"odds", "temperature", "bias", "top-k", "log-probs", "ban"};
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    for (std::uint32_t round = 0; round < 5; ++round) {
      std::set<std::string_view> topics;
      for (std::uint32_t i = 0; i < 6; ++i) topics.insert(exercise(seed, 6 * round + i).topic);
      CHECK(topics == all);
    }
  }
}

TEST_CASE("every topic comes first for some seed") {
  std::set<std::string_view> first;
  for (std::uint64_t seed = 0; seed < 50; ++seed) first.insert(exercise(seed, 0).topic);
  CHECK(first.size() == 6);
}

TEST_CASE("the same seed and number give the same exercise, other seeds others") {
  std::set<std::string> given;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    CHECK(same(exercise(seed, 3), exercise(seed, 3)));
    given.insert(exercise(seed, 3).commands[0]);
  }
  CHECK(given.size() > 95);
}

TEST_CASE("the largest seed and the largest number give an exercise too") {
  const Exercise last = exercise(std::uint64_t(-1), std::uint32_t(-1));
  CHECK(last.questions.size() == 2);
}

TEST_CASE("the numbers of the exercises are the same on every machine") {
  reference::Fnv1a numbers;
  for (const Exercise& each : many()) {
    for (const Column& column : each.columns) {
      for (const double value : column.values) numbers.add(value);
    }
    for (const Question& question : each.questions) {
      if (const auto* asked = std::get_if<Amount>(&question.answer)) numbers.add(asked->value);
    }
  }
  CHECK(numbers.hash == 0x952ab4724609d114);
}

TEST_CASE("odds are e to the gap") {
  for (const Exercise& each : many("odds")) {
    const std::vector<double>& logits = each.columns[0].values;
    const std::size_t first = leader(logits);
    CHECK(std::get<Choice>(each.questions[0].answer).right == each.tokens[first]);
    CHECK(near(amount(each, 1), std::exp(logits[first] - logits[1 - first])));
  }
}

TEST_CASE("the quotient of the logits and their gap are wrong odds") {
  for (const Exercise& each : many("odds")) {
    const std::vector<double>& logits = each.columns[0].values;
    const double high = logits[leader(logits)], low = logits[1 - leader(logits)];
    CHECK(judge(each.questions[1].answer, said(high - low)) == Verdict::wrong);
    if (low != 0) CHECK(judge(each.questions[1].answer, said(high / low)) == Verdict::wrong);
  }
}

TEST_CASE("T = 0.5 squares the odds and T = 2 takes their root") {
  std::set<std::string> temperatures;
  for (const Exercise& each : many("temperature")) {
    const std::vector<double>& logits = each.columns[0].values;
    const double before = std::exp(std::fabs(logits[0] - logits[1]));
    const bool hot = each.questions[1].prompt == "And at T = 2?";
    CHECK(near(amount(each, 0), before));
    CHECK(near(amount(each, 1), hot ? std::sqrt(before) : before * before));
    CHECK(judge(each.questions[1].answer, said(hot ? before / 2 : before * 2)) == Verdict::wrong);
    CHECK(judge(each.questions[1].answer, said(before)) == Verdict::wrong);
    temperatures.insert(each.questions[1].prompt);
  }
  CHECK(temperatures == std::set<std::string>{"And at T = 0.5?", "And at T = 2?"});
}

TEST_CASE("the bias makes a token as likely, or as many times as likely, as was asked") {
  std::set<int> all_times;
  for (const Exercise& each : many("bias")) {
    const std::vector<double>& logits = each.columns[0].values;
    const std::size_t first = leader(logits);
    const auto with = [&](double bias) {
      std::vector<double> sum = logits;
      const auto place = std::find(each.tokens.begin(), each.tokens.end(), biased(each));
      sum[static_cast<std::size_t>(place - each.tokens.begin())] += bias;
      return plain_softmax(sum);
    };
    // The one behind is named by the first question, next to the leader.
    std::size_t behind = 0;
    while (behind == first || each.questions[0].prompt.find(each.tokens[behind]) == std::string::npos)
      ++behind;
    const std::string& prompt = each.questions[1].prompt;
    const int times = prompt.find("twice") != std::string::npos      ? 2
                      : prompt.find("10 times") != std::string::npos ? 10
                                                                     : 3;
    const std::vector<double> even = with(amount(each, 0)), ahead = with(amount(each, 1));
    CHECK(near(even[behind], even[first]));
    CHECK(near(ahead[behind], times * ahead[first]));
    CHECK(judge(each.questions[1].answer, said(amount(each, 0))) == Verdict::wrong);
    CHECK(judge(each.questions[1].answer, said(amount(each, 0) * times)) == Verdict::wrong);
    CHECK(judge(each.questions[0].answer, said(-amount(each, 0))) == Verdict::wrong);
    all_times.insert(times);
  }
  CHECK(all_times == std::set<int>{2, 3, 10});
}

TEST_CASE("top-k keeps the largest, and the leader's p is its share of what they had") {
  for (const Exercise& each : many("top-k")) {
    const std::vector<double>& logits = each.columns[0].values;
    const auto& kept = std::get<TokenSet>(each.questions[0].answer).right;
    double sum = 0, smallest_kept = INFINITY, largest_cut = -INFINITY;
    for (std::size_t i = 0; i < logits.size(); ++i) {
      const bool stays = std::find(kept.begin(), kept.end(), each.tokens[i]) != kept.end();
      if (stays) sum += std::exp(logits[i]);
      if (stays) smallest_kept = std::min(smallest_kept, logits[i]);
      if (!stays) largest_cut = std::max(largest_cut, logits[i]);
    }
    CHECK(each.questions[0].prompt == fmt::format("Which tokens does top-k with k = {} keep?", kept.size()));
    CHECK(smallest_kept - largest_cut > 0.15);
    CHECK(near(amount(each, 1), std::exp(logits[leader(logits)]) / sum));
    const std::vector<double> before = plain_softmax(logits);
    for (std::size_t i = 0; i < logits.size(); ++i) CHECK(near(each.columns[1].values[i], before[i]));
    CHECK(judge(each.questions[1].answer, said(before[leader(logits)])) == Verdict::wrong);
  }
}

TEST_CASE("softmax of log-probs gives the p, and softmax of the p does not") {
  for (const Exercise& each : many("log-probs")) {
    const std::vector<double>&ps = each.columns[0].values, &logs = each.columns[1].values;
    for (std::size_t i = 0; i < ps.size(); ++i) CHECK(std::fabs(logs[i] - std::log(ps[i])) < 0.5001e-4);
    const std::size_t number = std::holds_alternative<Amount>(each.questions[0].answer) ? 0 : 1;
    const double p = amount(each, number);
    REQUIRE(std::count(ps.begin(), ps.end(), p) == 1);
    const auto place = static_cast<std::size_t>(std::find(ps.begin(), ps.end(), p) - ps.begin());
    CHECK(each.questions[number].prompt.find(each.tokens[place]) != std::string::npos);
    CHECK(std::fabs(plain_softmax(logs)[place] - p) < 1e-4);
    const double wrong = plain_softmax(ps)[place];
    CHECK(std::fabs(wrong - p) > 0.04);
    CHECK(std::get<Choice>(each.questions[1 - number].answer).right == (wrong > p ? "more" : "less"));
    CHECK(judge(each.questions[number].answer, said(wrong)) == Verdict::wrong);
  }
}

TEST_CASE("a bias of -100 at a high T is a factor that is not zero, and only -inf is a ban") {
  for (const Exercise& each : many("ban")) {
    const std::vector<std::string> words = words_of(each.commands[0]);
    const double t = std::stod(words[2]);
    CHECK(near(amount(each, 0), std::exp(-100 / t)));
    CHECK(std::get<Choice>(each.questions[1].answer).right == "-inf");
    const std::string token = words[4].substr(0, words[4].find('='));
    CHECK(run(each.commands[0])[token] > 0.01);
    CHECK(run(each.commands[1])[token] == 0);
  }
}

TEST_CASE("answers worked out by hand") {
  const auto odds = many("odds");
  const auto two = std::find_if(odds.begin(), odds.end(), [](const Exercise& each) {
    return std::fabs(std::fabs(each.columns[0].values[0] - each.columns[0].values[1]) - 2) < 1e-9;
  });
  REQUIRE(two != odds.end());
  CHECK(std::fabs(amount(*two, 1) - 7.389) < 0.0005);  // e^2

  const auto bans = many("ban");
  const auto hundred = std::find_if(bans.begin(), bans.end(), [](const Exercise& each) {
    return each.given.find("T = 100.") != std::string::npos;
  });
  REQUIRE(hundred != bans.end());
  CHECK(std::fabs(amount(*hundred, 0) - 0.3679) < 0.00005);  // 1/e
}

TEST_CASE("the command of a bias, a cut or a log-prob shows what was asked") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (std::uint32_t number = 0; number < 6; ++number) {
      const Exercise each = exercise(seed, number);
      if (each.topic == "bias") {
        for (const std::size_t question : {std::size_t{0}, std::size_t{1}}) {
          const std::string bias = words_of(each.commands[question])[2];
          CHECK(std::fabs(std::stod(bias.substr(bias.find('=') + 1)) - amount(each, question)) < 5.1e-5);
          run(each.commands[question]);
        }
      }
      if (each.topic == "top-k") {
        std::map<std::string, double> p = run(each.commands[0]);
        CHECK(p[each.tokens[leader(each.columns[0].values)]] == amount(each, 1));
        CHECK(std::count_if(p.begin(), p.end(), [](const auto& pair) { return pair.second > 0; }) ==
              std::ssize(std::get<TokenSet>(each.questions[0].answer).right));
      }
      if (each.topic == "log-probs") {
        std::map<std::string, double> same = run(each.commands[0]);
        for (std::size_t i = 0; i < each.tokens.size(); ++i)
          CHECK(std::fabs(same[each.tokens[i]] - each.columns[0].values[i]) < 1e-4);
        run(each.commands[1]);
      }
    }
  }
}

TEST_CASE("a command is plain words, and its tokens and numbers are those of the exercise") {
  const std::regex plain(
      "logits( (compare [a-z]+ [a-z]+|-k [23]|--before|-t [0-9]+|--ban [a-z]+"
      "|-b [a-z]+=-?[0-9.]+))*( [a-z]+=-?[0-9.]+)+");
  for (const Exercise& each : many()) {
    REQUIRE(!each.commands.empty());
    for (const std::string& command : each.commands) {
      INFO(command);
      CHECK(std::regex_match(command, plain));
      const std::vector<std::string> words = words_of(command);
      const std::size_t first = words.size() - each.tokens.size();
      const auto& column =
          each.topic == "log-probs" && command == each.commands[0] ? each.columns[1] : each.columns[0];
      for (std::size_t i = 0; i < each.tokens.size(); ++i)
        CHECK(words[first + i] == fmt::format("{}={}", each.tokens[i], column.values[i] + 0.0));
      if (words[1] != "compare") continue;
      CHECK(std::set<std::string>{words[2], words[3]} ==
            std::set<std::string>(each.tokens.begin(), each.tokens.end()));
    }
  }
}

TEST_CASE("no answer hangs on the tolerance: 2 % off is right, 15 % off is wrong") {
  for (const Exercise& each : many()) {
    for (const Question& question : each.questions) {
      if (!std::holds_alternative<Amount>(question.answer)) continue;
      const double value = std::get<Amount>(question.answer).value;
      INFO(question.prompt << " " << value);
      for (const double right : {0.98, 1.0, 1.02}) {
        if (std::get<Amount>(question.answer).measure != Measure::probability || value * right <= 1)
          CHECK(judge(question.answer, said(value * right)) == Verdict::right);
      }
      for (const double wrong : {0.85, 1.15})
        CHECK(judge(question.answer, said(value * wrong)) != Verdict::right);
    }
  }
}

TEST_CASE("an answer as it is shown is right") {
  for (const Exercise& each : many()) {
    for (const Question& question : each.questions) {
      INFO(question.prompt << " " << shown(question.answer));
      CHECK(judge(question.answer, shown(question.answer)) == Verdict::right);
    }
  }
}

TEST_CASE("no two logits of an exercise are equal, and no two tokens begin alike") {
  for (const Exercise& each : many()) {
    const std::set<double> values(each.columns[0].values.begin(), each.columns[0].values.end());
    std::set<char> letters;
    for (const std::string& token : each.tokens) letters.insert(token[0]);
    CHECK(values.size() == each.tokens.size());
    CHECK(letters.size() == each.tokens.size());
    CHECK(letters.count('q') == 0);  // it stops the quiz
    for (const Column& column : each.columns) CHECK(column.values.size() == each.tokens.size());
  }
}

TEST_CASE("the likelier token stands first as often as second") {
  int first = 0, all = 0;
  for (const Exercise& each : many("odds")) {
    ++all;
    if (leader(each.columns[0].values) == 0) ++first;
  }
  CHECK(first > all / 3);
  CHECK(first < 2 * all / 3);
}

TEST_CASE("a slip is a wrong answer, and told what is wrong with it") {
  for (const Exercise& each : many()) {
    for (const Question& question : each.questions) {
      CHECK(std::holds_alternative<Amount>(question.answer) == !question.slips.empty());
      CHECK(comment_on(question, "?").empty());
      for (const Slip& slip : question.slips) {
        INFO(question.prompt << " " << slip.value << " " << slip.comment);
        CHECK(judge(question.answer, said(slip.value)) != Verdict::right);
        CHECK(slip.comment.size() <= 74);
      }
      if (!question.slips.empty())
        CHECK(comment_on(question, said(question.slips[0].value)) == question.slips[0].comment);
    }
  }
}

TEST_CASE("an answer that is wrong in no usual way gets no comment") {
  for (const Exercise& each : many("top-k")) CHECK(comment_on(each.questions[1], "0.01").empty());
}

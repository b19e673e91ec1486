#include "src/cli/app.hpp"

#include "logits/error.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace io = logits::io;

constexpr std::size_t never = static_cast<std::size_t>(-1);

/// Collects what is written; fails at the `failing`th write.
struct FakeSink : io::Sink {
  explicit FakeSink(std::size_t failing_write = never) : failing(failing_write) {}
  void write(std::string_view bytes) override {
    if (writes++ >= failing)
      throw logits::Error(logits::Failure::output, "cannot write to the fake: it is full");
    text.append(bytes);
  }
  std::string text;
  std::size_t writes = 0;
  std::size_t failing;
};

/// Gives one piece with each read, or as much of it as there is room for; fails at the `failing`th read.
struct FakeSource : io::Source {
  explicit FakeSource(std::vector<std::string> given, std::size_t failing_read = never)
      : pieces(std::move(given)), failing(failing_read) {}
  std::size_t read(std::span<char> buffer) override {
    if (reads++ >= failing) throw logits::Error(logits::Failure::input, "cannot read the fake: it is broken");
    if (next == pieces.size()) return 0;
    std::string& piece = pieces[next];
    const std::size_t count = piece.copy(buffer.data(), buffer.size());
    piece.erase(0, count);
    if (piece.empty()) ++next;
    return count;
  }
  std::vector<std::string> pieces;
  std::size_t next = 0;
  std::size_t reads = 0;
  std::size_t failing;
};

/// A source that nobody writes to while the one who reads still owes an answer: at each read it notes what
/// has been written.
struct Conversation : FakeSource {
  Conversation(std::vector<std::string> given, const FakeSink& answers_go_to)
      : FakeSource(std::move(given)), sink(answers_go_to) {}
  std::size_t read(std::span<char> buffer) override {
    heard.push_back(sink.text);
    return FakeSource::read(buffer);
  }
  bool would_wait() const override { return true; }
  const FakeSink& sink;
  std::vector<std::string> heard;
};

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
  bool operator==(const Outcome&) const = default;
};

std::ostream& operator<<(std::ostream& stream, const Outcome& outcome) {
  return stream << "exit " << outcome.code << "\n" << outcome.out << "\n" << outcome.err;
}

Outcome run(const std::vector<std::string>& arguments, const std::vector<std::string>& pieces = {}) {
  FakeSource in(pieces);
  FakeSink out, err;
  const int code = logits::cli::run(arguments, {in, out, err});
  return {code, out.text, err.text};
}

std::vector<std::string> bytes_of(const std::string& text) {
  std::vector<std::string> bytes;
  for (const char byte : text) bytes.emplace_back(1, byte);
  return bytes;
}

using namespace std::string_literals;

/// An input of each form, good and bad.
const std::vector<std::string> inputs = {
    "3.2\r\n-2.5e-1\n\n  .5\t\n-inf",
    "1 2 3\n4 5 6 7\r\n8 9 10",
    "mat 3.2\nNew York 1.0\n\"a\\n\\\"b\\u00e9\" 2\n caf\xc3\xa9\t1\n\xe7\x8c\xab -1\n",
    "caf\xe9 1\ncaf\xe8 2\n",
    "\xEF\xBB\xBFmat 1\nrug 2\n",
    "[3.2, -1e-3,\n 100e+2 , \"-inf\"]\n",
    "[[1,2],[3,4,5]]",
    "{\"m\\u0061t\": 3.2, \"\\ud83d\\ude00\": 1, \"\xe7\x8c\xab\": -Infinity}",
    "[{\"token\":\" mat\",\"logit\":3.2,\"id\":7},\n{\"token\":\"x\",\"logit\":-1,\"id\":8}]\n",
    "{\"id\":\"q\",\"tokens\":[\"a\",\"b\"],\"logits\":[1,2],\"bias\":{\"a\":1},\"temperature\":0.5}\n[1,2]"
    "\n\n[0.5]",
    "{\"schema\":\"logits/1\",\"tokens\":[{\"index\":0,\"token\":\"a\",\"p\":1,\"logp\":-1}]}\n",
    "\n \r\n[\n1\n]\n[2]\n",
    "",
    "mat 1\nrug x\n",
    "1\r2",
    "1\n2\0"
    "3\n",
    "[1, 2",
    "[1, \xc3(]",
    "{\"a\":1,\"a\":2}",
    "\x1F\x8B\x08 compressed",
    "\x93NUMPY\x01\0\x40\0{'descr': '<i2', 'fortran_order': True, 'shape': (2, 3), }     \n\1\0\2\0\3\0\4\0\5\0\6\0"s,
    "\x93NUMPY\x01\0\x40\0{'descr': '<f2', 'fortran_order': False, 'shape': (2, 1), }    \n\0\x7E\0"s,
    "\x3A\0\0\0\0\0\0\0{\"a\":{\"dtype\":\"U8\",\"shape\":[2,2],\"data_offsets\":[1,5]}}   \1\2\3\4\5"s,
};

}  // namespace

TEST_CASE("the same bytes give the same output, wherever the reads split them") {
  for (const std::string& input : inputs) {
    const Outcome whole = run({"--json"}, {input});
    INFO(input);
    CHECK(run({"--json"}, bytes_of(input)) == whole);
    for (std::size_t at = 1; at < input.size(); ++at) {
      INFO("split at " << at);
      CHECK(run({"--json"}, {input.substr(0, at), input.substr(at)}) == whole);
    }
  }
}

TEST_CASE("every row is delivered before the next one is waited for") {
  const std::vector<std::vector<std::string>> batches = {
      {"[1, 2, 3]\n", "{\"a\": 1, \"b\": 2}\n", "[[4, 5], [6]]\n", "{\"logits\": [0, 0]}\n"},
      {"1 2 3\n", "4 5 6 7\n", "8 9 10\n"},
  };
  for (const auto& batch : batches) {
    for (const std::string command : {"probs", "sample", "explain"}) {
      std::vector<std::string> arguments = {command, "--json"};
      if (command == "sample") arguments.insert(arguments.end(), {"--seed", "1"});
      FakeSink out, err;
      Conversation in(batch, out);
      REQUIRE(logits::cli::run(arguments, {in, out, err}) == 0);
      INFO(command << " of " << batch.front());
      REQUIRE(in.heard.size() > batch.size());
      std::string said;
      for (std::size_t i = 0; i < batch.size(); ++i) {
        said += batch[i];
        CHECK(in.heard[i + 1] == run(arguments, {said}).out);
      }
    }
  }
}

TEST_CASE("input that is all there is answered in few writes") {
  std::string batch;
  for (int row = 0; row < 1000; ++row) batch += "[1, 2, 3]\n";
  FakeSource in({batch});
  FakeSink out, err;
  REQUIRE(logits::cli::run({"--json"}, {in, out, err}) == 0);
  CHECK(std::count(out.text.begin(), out.text.end(), '\n') == 1000);
  CHECK(out.writes < 20);
}

TEST_CASE("a write that fails gives exit code 4, whichever it is") {
  std::string batch;
  for (int row = 0; row < 1500; ++row) batch += "{\"mat\": 3.2, \"floor\": 2.5}\n";
  const std::vector<std::vector<std::string>> commands = {
      {"--json"},    {"-f", "tsv"},
      {"-f", "csv"}, {"-f", "table"},
      {"explain"},   {"sample", "-s", "1", "-n", "100"},
      {"--help"},    {"help", "sample"},
      {"--version"}, {"sample", "-s", "1", "-n", "100", "--json"},
  };
  for (const auto& command : commands) {
    INFO(command.front());
    FakeSource first({batch});
    FakeSink whole, silent;
    REQUIRE(logits::cli::run(command, {first, whole, silent}) == 0);
    REQUIRE(whole.writes > 0);
    const std::size_t step = std::max<std::size_t>(1, whole.writes / 10);
    for (std::size_t n = 0; n < whole.writes; n += step) {
      FakeSource in({batch});
      FakeSink out(n), err;
      CHECK(logits::cli::run(command, {in, out, err}) == 4);
      CHECK(err.text == "logits: error: cannot write to the fake: it is full\n");
      CHECK(whole.text.starts_with(out.text));
    }
  }
}

TEST_CASE("a failed write of an error changes no exit code") {
  FakeSource in({"[1, 2]\n[x]\n"});
  FakeSink out, err(0);
  CHECK(logits::cli::run({"-f", "tsv"}, {in, out, err}) == 3);
  CHECK(logits::cli::run({"--nope"}, {in, out, err}) == 2);
  CHECK(logits::cli::run({"--ban", "0", "--", "1"}, {in, out, err}) == 1);
}

TEST_CASE("a read that fails gives exit code 3, whichever it is, and the rows before it stand") {
  std::vector<std::string> lines;
  for (int row = 0; row < 20; ++row) lines.push_back("[1, 2, " + std::to_string(row) + "]\n");
  const std::string whole = run({"--json"}, lines).out;
  for (std::size_t n = 0; n <= lines.size(); ++n) {
    FakeSource in(lines, n);
    FakeSink out, err;
    CHECK(logits::cli::run({"--json"}, {in, out, err}) == 3);
    CHECK(err.text == "logits: error: cannot read the fake: it is broken\n");
    CHECK(whole.starts_with(out.text));
    CHECK(static_cast<std::size_t>(std::count(out.text.begin(), out.text.end(), '\n')) == n);
  }
}

TEST_CASE("the rows before a bad one stand before its error") {
  const std::string good = "[1, 2]\n[3]\n";
  const Outcome outcome = run({"--json"}, {good + "[4, null]\n[5]\n"});
  CHECK(outcome.code == 3);
  CHECK(outcome.out == run({"--json"}, {good}).out);
  CHECK(outcome.err ==
        "logits: error: logit 1 is null, not a number\n"
        "  --> stdin:3:5\n"
        "  3 | [4, null]\n"
        "    |     ^ some programs write null for NaN; a ban is the string \"-inf\"\n");
}

TEST_CASE("with --keep-going, every row that is good alone is good in a batch") {
  const std::vector<std::string> lines = {"[0, 1]\n", "[x]\n", "[\"-inf\"]\n", "[2]\n", "[]\n", "[3, 4]\n"};
  std::string batch, expected;
  for (std::size_t row = 0; row < lines.size(); ++row) {
    batch += lines[row];
    expected += run({"--json", "--row-offset", std::to_string(row)}, {lines[row]}).out;
  }
  const Outcome outcome = run({"--json", "--keep-going"}, {batch});
  CHECK(outcome.code == 3);
  CHECK(outcome.out == expected);
  CHECK(std::count(outcome.out.begin(), outcome.out.end(), '\n') == 3);
}

TEST_CASE("a batch is the same as its rows one by one with their numbers") {
  const std::vector<std::string> lines = {"[0, 1, 2]\n", "{\"a\": 1, \"b\": 1, \"c\": 1}\n",
                                          "{\"id\": 7, \"logits\": [5, 5, 5, 5], \"top_k\": 3}\n",
                                          "[0, 0]\n"};
  for (const std::vector<std::string>& options :
       {std::vector<std::string>{"sample", "-n", "50", "-s", "42", "--json"},
        std::vector<std::string>{"sample", "-n", "50", "-s", "42"},
        std::vector<std::string>{"--json", "-t", "0.5", "--before"}}) {
    std::string batch, expected;
    for (std::size_t row = 0; row < lines.size(); ++row) {
      batch += lines[row];
      auto arguments = options;
      arguments.insert(arguments.end(), {"--row-offset", std::to_string(row)});
      expected += run(arguments, {lines[row]}).out;
    }
    CHECK(run(options, {batch}) == Outcome{0, expected, ""});
  }
}

TEST_CASE("bars are plain when the locale cannot show blocks, and coloured where colour is allowed") {
  FakeSource in({});
  FakeSink plain, coloured, silent;
  REQUIRE(logits::cli::run({"a=0", "b=0"}, {in, plain, silent, false, false}) == 0);
  CHECK(plain.text ==
        "token  logit        p\n"
        "a          0   0.5000  ####################\n"
        "b          0   0.5000  ####################\n");
  REQUIRE(logits::cli::run({"--ascii", "a=0"}, {in, coloured, silent, true, true}) == 0);
  CHECK(coloured.text.find("\x1b[36m########################################\x1b[0m\n") != std::string::npos);
}

TEST_CASE("nothing asked on a terminal gets a short help on standard error") {
  struct Terminal : FakeSource {
    Terminal() : FakeSource({}) {}
    bool is_terminal() const override { return true; }
  };
  Terminal in;
  FakeSink out, err;
  CHECK(logits::cli::run({}, {in, out, err}) == 2);
  CHECK(in.reads == 0);
  CHECK(out.text.empty());
  CHECK(err.text ==
        "logits turns logits into probabilities. Give it some:\n"
        "  logits mat=3.2 floor=2.5 couch=1.8\n"
        "  echo '[3.2, 2.5, 1.8]' | logits\n"
        "  logits FILE\n"
        "'logits --help' shows more.\n");
}

namespace {

struct TerminalSink : FakeSink {
  bool is_terminal() const override { return true; }
};

struct TerminalSource : FakeSource {
  using FakeSource::FakeSource;
  bool is_terminal() const override { return true; }
};

/// What somebody sees who types these lines on a terminal.
std::string type(const std::vector<std::string>& arguments, const std::vector<std::string>& typed) {
  TerminalSource in(typed);
  TerminalSink out;
  FakeSink err;
  CHECK(logits::cli::run(arguments, {in, out, err}) == 0);
  CHECK(err.text.empty());
  return out.text;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("on a terminal the quiz asks, checks and keeps score") {
  // The exercise of this seed: toad 3.9, ball 2.4; toad is e^1.5 = 4.48 times as likely.
  const std::string right = type({"quiz", "-s", "38", "-n", "1"}, {"toad\n", "4.5\n"});
  CHECK(has(right, "Which of the two is likelier?"));
  CHECK(has(right, "2 of 2 right"));
  const std::string wrong = type({"quiz", "-s", "38", "-n", "1"}, {"ball\n", "4.48\n"});
  CHECK(has(wrong, "1 of 2 right"));
}

TEST_CASE("on a terminal the quiz prints a sheet if it is asked for answers or another format") {
  CHECK(has(type({"quiz", "-s", "38", "-n", "1", "--answers"}, {}), "answer  a) toad   b) 4.48"));
  CHECK(has(type({"quiz", "-s", "38", "-n", "1", "-f", "markdown"}, {}), "# Softmax quiz 38"));
}

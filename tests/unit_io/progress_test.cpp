#include "src/cli/progress.hpp"

#include "tests/catch.hpp"
#include "tests/unit_io/memory.hpp"

#include <string>

using logits::cli::Progress;
using logits::io::MemorySink;

namespace {

class Terminal : public MemorySink {
 public:
  bool is_terminal() const override { return true; }
};

/// A progress line whose clock the test moves.
struct Watched {
  Watched(MemorySink& err, MemorySink& out) : progress(err, out, [this] { return now; }) {}
  double now = 100;
  Progress progress;
};

}  // namespace

TEST_CASE("progress is told after half a second, five times a second at most") {
  Terminal err;
  MemorySink out;
  Watched watched(err, out);
  watched.progress.update(0, 0.0);
  watched.now += 0.25;
  watched.progress.update(250, 0.025);
  CHECK(err.text.empty());
  watched.now += 0.25;
  watched.progress.update(500, 0.05);
  CHECK(err.text == "\r500 rows, 1,000 a second, 5 %, 10 s left");
  watched.now += 0.125;
  watched.progress.update(625, 0.0625);
  CHECK(err.text.find("625") == std::string::npos);
  watched.now += 0.125;
  watched.progress.update(750, 0.075);
  CHECK(err.text.ends_with("\r750 rows, 1,000 a second, 7 %, 10 s left"));
}

TEST_CASE("results that go into a pipe may end on the same terminal, and are not mixed with progress") {
  struct Pipe : MemorySink {
    bool is_pipe() const override { return true; }
  };
  Terminal err;
  Pipe out;
  Watched watched(err, out);
  watched.progress.update(0, 0.0);
  watched.now += 2;
  watched.progress.update(500, 0.5);
  CHECK(err.text.empty());
  watched.progress.update(0, 0.0, {.noun = "draw", .prints = false});
  watched.now += 2;
  watched.progress.update(500, 0.5, {.noun = "draw", .prints = false});
  CHECK(err.text == "\r500 draws, 250 a second, 50 %, 2 s left");
}

TEST_CASE("a line is never as wide as the terminal: a wrapped one could not be cleared") {
  struct Narrow : Terminal {
    std::size_t columns() const override { return 20; }
  };
  Narrow err;
  MemorySink out;
  Watched watched(err, out);
  watched.progress.update(0, 0.0);
  watched.now += 2;
  watched.progress.update(500, 0.5);
  CHECK(err.text == "\r500 rows, 250 a sec");
  watched.progress.clear();
  CHECK(err.text.ends_with("\r" + std::string(19, ' ') + "\r"));
}

TEST_CASE("a share that is not known is not told") {
  Terminal err;
  MemorySink out;
  Watched watched(err, out);
  watched.progress.update(0, std::nullopt);
  watched.now += 2;
  watched.progress.update(3, std::nullopt);
  CHECK(err.text == "\r3 rows, 1.5 a second");
}

TEST_CASE("a shorter line covers a longer one, and all of it is cleared before something else is written") {
  Terminal err;
  MemorySink out;
  Watched watched(err, out);
  watched.progress.update(0, 0.0);
  watched.now += 100;
  watched.progress.update(1, 0.001);
  const std::string longer = "\r1 row, 0.0 a second, 0 %, 27 h 45 min left";
  CHECK(err.text == longer);
  watched.now += 100;
  watched.progress.update(1000, 0.999);
  const std::string shorter = "\r1,000 rows, 5.0 a second, 99 %, 1 s left";
  const std::string blanks(longer.size() - shorter.size(), ' ');
  CHECK(err.text == longer + shorter + blanks);
  watched.progress.write("note\n");
  CHECK(err.text == longer + shorter + blanks + "\r" + std::string(longer.size() - 1, ' ') + "\rnote\n");
  watched.progress.write("another\n");
  CHECK(err.text.ends_with("\rnote\nanother\n"));
}

TEST_CASE("a line that is not there is not cleared") {
  Terminal err;
  MemorySink out;
  Watched watched(err, out);
  watched.progress.update(0, 0.0);
  watched.progress.clear();
  CHECK(err.text.empty());
}

TEST_CASE("nothing is told where standard error is no terminal") {
  MemorySink err, out;
  Watched watched(err, out);
  watched.progress.update(0, 0.0);
  watched.now += 10;
  watched.progress.update(1, 0.5);
  CHECK(err.text.empty());
}

TEST_CASE("on the terminal that shows the results, only work that prints nothing is told") {
  Terminal err, out;
  Watched watched(err, out);
  for (const std::uint64_t done : {0U, 1U, 2U}) {
    watched.progress.update(done, 0.1 * static_cast<double>(done));
    watched.now += 1;
  }
  CHECK(err.text.empty());
  for (const std::uint64_t done : {0U, 1U, 2U}) {
    watched.progress.update(done, 0.1 * static_cast<double>(done), {"draw", false});
    watched.now += 1;
  }
  CHECK(err.text.ends_with("2 draws, 1.0 a second, 20 %, 8 s left"));
}

TEST_CASE("work within work has its own count, and begins anew each time") {
  Terminal err;
  MemorySink out;
  Watched watched(err, out);
  watched.progress.update(0, std::nullopt);
  for (std::uint64_t row = 1; row <= 3; ++row) {
    watched.progress.update(0, 0.0, {"draw", false});
    watched.now += 0.4;
    watched.progress.update(65'536, 0.5, {"draw", false});
    CHECK(err.text.find("draw") == std::string::npos);
    watched.progress.update(row, std::nullopt);
  }
  CHECK(err.text.ends_with("\r3 rows, 2.5 a second"));
}

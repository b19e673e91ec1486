#include "src/cli/progress.hpp"

#include "src/cli/messages.hpp"
#include "src/io/format.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace logits::cli {
namespace {

constexpr double silent_seconds = 0.5;
constexpr double seconds_between = 0.2;

/// "45 s", "2 min 5 s", "3 h 20 min"
std::string duration(double seconds) {
  const auto s = static_cast<std::uint64_t>(std::min(std::ceil(seconds), 1e9));
  if (s < 60) return fmt::format("{} s", s);
  if (s < 3600) return fmt::format("{} min {} s", s / 60, s % 60);
  return fmt::format("{} h {} min", s / 3600, s % 3600 / 60);
}

std::string rate(double each_second) {
  return each_second < 10 ? fmt::format("{:.1f}", each_second)
                          : io::grouped(static_cast<std::uint64_t>(each_second));
}

}  // namespace

double steady_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Progress::Progress(io::Sink& err, const io::Sink& out, Clock clock)
    : err_(err),
      clock_(std::move(clock)),
      on_terminal_(err.is_terminal()),
      results_too_(out.is_terminal() || out.is_pipe()) {}

void Progress::update(std::uint64_t done, std::optional<double> share_done, Work work) {
  if (!on_terminal_ || (work.prints && results_too_)) return;
  const double now = clock_();
  const double share = share_done.value_or(0);
  auto [found, fresh] = works_.try_emplace(std::string(work.noun));
  Pace& pace = found->second;
  if (fresh || done <= pace.last) pace = {now, done, share, done};
  pace.last = done;
  if (now < std::max(next_, pace.began + silent_seconds)) return;
  next_ = now + seconds_between;

  const double seconds = now - pace.began;
  std::string line = fmt::format("{}, {} a second", io::counted(done, work.noun),
                                 rate(static_cast<double>(done - pace.first) / seconds));
  if (share_done) line += fmt::format(", {:.0f} %", std::floor(100 * share));
  if (share > pace.first_share)
    line += fmt::format(", {} left", duration(seconds * (1 - share) / (share - pace.first_share)));
  const std::size_t room = err_.columns() - 1;  // a line that wraps could not be taken away
  line.resize(std::min(line.size(), room));
  // Blanks over what is left of a longer line, and no escape sequence: every terminal knows those.
  tell(err_, fmt::format("\r{:<{}}", line, std::min(shown_, room)));
  shown_ = std::max(std::min(shown_, room), line.size());
}

void Progress::clear() {
  if (shown_ > 0) tell(err_, fmt::format("\r{:{}}\r", "", shown_));
  shown_ = 0;
}

void Progress::write(std::string_view bytes) {
  clear();
  err_.write(bytes);
}

}  // namespace logits::cli

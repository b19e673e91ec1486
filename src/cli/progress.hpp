#pragma once

#include "src/io/files.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace logits::cli {

/// Seconds since some moment.
using Clock = std::function<double()>;

double steady_seconds();

/// Something that takes long.
struct Work {
  std::string_view noun = "row";  ///< what is counted
  bool prints = true;             ///< whether results are printed as it goes: on a terminal they tell enough
};

/// Standard error, with a line that tells how far long work has come. The line is there on a terminal only,
/// not in the first half second, and is rewritten five times a second at most. All else that is written
/// clears it first.
class Progress : public io::Sink {
 public:
  Progress(io::Sink& err, const io::Sink& out, Clock clock);

  /// How many are done, and which share of the work, from 0 to 1, where that is known. A count that is not
  /// above the last one begins the work anew: call it with 0 first. Cheap enough to be called for each row.
  void update(std::uint64_t done, std::optional<double> share_done, Work work = {});

  /// Takes the line away: before something is printed on the same terminal, and at the end.
  void clear();

  void write(std::string_view bytes) override;
  bool is_terminal() const override { return on_terminal_; }

 private:
  struct Pace {
    double began = 0;
    std::uint64_t first = 0;  // done when it began
    double first_share = 0;
    std::uint64_t last = 0;  // done when it was told last
  };

  io::Sink& err_;
  Clock clock_;
  bool on_terminal_;
  bool results_too_;  // the same terminal, most likely, shows the results
  std::map<std::string, Pace, std::less<>> works_;
  double next_ = 0;        // when the line may be written again
  std::size_t shown_ = 0;  // the length of the line that is there
};

}  // namespace logits::cli

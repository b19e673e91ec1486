#pragma once

#include "src/cli/progress.hpp"
#include "src/io/files.hpp"

namespace logits::cli {

/// All that the command touches of the world outside, but for the files it is told to read.
struct Streams {
  io::Source& in;
  io::Sink& out;
  io::Sink& err;
  bool utf8 = true;            ///< whether the locale can show bars and dashes
  bool color_allowed = false;  ///< by NO_COLOR, CLICOLOR_FORCE, TERM and whether out is a terminal
  Clock clock = steady_seconds;
};

}  // namespace logits::cli

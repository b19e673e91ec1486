#include "src/cli/messages.hpp"

#include <fmt/format.h>

namespace logits::cli {

std::string message(const Error& error) {
  return fmt::format("logits: error: {}\n{}{}", error.what(), error.details,
                     error.details.empty() ? "" : "\n");
}

void tell(io::Sink& err, const std::string& text) {
  try {
    err.write(text);
  } catch (const Error&) {
  }
}

}  // namespace logits::cli

#pragma once

#include "logits/error.hpp"
#include "src/io/files.hpp"

#include <string>

namespace logits::cli {

/// An error as people read it: "logits: error: ..." and its details.
std::string message(const Error&);

/// Writes to standard error. If even that fails there is nobody left to tell.
void tell(io::Sink& err, const std::string& text);

}  // namespace logits::cli

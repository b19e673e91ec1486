#pragma once

#include "logits/error.hpp"

#include <string>

namespace logits {

/// All lines of the error that `act` throws; empty if it throws none.
std::string refusal(auto act) {
  try {
    act();
  } catch (const Error& error) {
    return error.details.empty() ? error.what() : error.what() + ("\n" + error.details);
  }
  return {};
}

}  // namespace logits

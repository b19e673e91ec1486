#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

/// Ends the process, which is how a fuzz target says that it found something, unless the claim holds.
inline void require(bool holds, const std::string& claim) {
  if (holds) return;
  std::fprintf(stderr, "not true: %s\n", claim.c_str());
  std::abort();
}

#include "src/cli/app.hpp"
#include "src/io/files.hpp"

#include <cstdlib>
#include <string_view>

namespace {

std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool color_allowed(const logits::io::Sink& out) {
  if (!environment("NO_COLOR").empty()) return false;
  if (!environment("CLICOLOR_FORCE").empty() && environment("CLICOLOR_FORCE") != "0") return true;
  return environment("TERM") != "dumb" && out.is_terminal();
}

}  // namespace

int main(int count, char** words) {
  namespace io = logits::io;
  io::keep_freed_memory();
  io::reserve_standard_streams();
  const auto in = io::standard_input();
  const auto out = io::standard_output();
  const auto err = io::standard_error();
  return logits::cli::run({words + (count > 0 ? 1 : 0), words + count},
                          {*in, *out, *err, io::locale_is_utf8(), color_allowed(*out)});
}

#pragma once

#include "src/io/files.hpp"
#include "src/io/row.hpp"

#include <functional>
#include <string>
#include <vector>

namespace logits::io {

/// The rows of all inputs, one after the other. Each input is a file name, `-` for `standard_input`, or JSON
/// text; or all of them are hand-fed values. Throws `Failure::usage` if they are mixed.
Rows open_inputs(const std::vector<std::string>& inputs, const Reading&, Source& standard_input,
                 const std::function<void()>& before_waiting);

/// All the lines of a file, or of standard input for "-" (which nothing else may read then).
std::string read_whole(const std::string& path);

}  // namespace logits::io

#pragma once

#include "logits/error.hpp"
#include "logits/steps.hpp"

#include <string_view>
#include <vector>

namespace logits::cli {

/// Sets the parameter called `name` ("top-k") from text. `who` is what the user called it ("--top-k"). Throws
/// `failure`, with `place` among the details, if the text is no value that the parameter may take.
void set_parameter(std::vector<Step>& steps, std::string_view name, std::string_view text,
                   std::string_view who, Failure failure, std::string_view place = {});

}  // namespace logits::cli

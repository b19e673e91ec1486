#pragma once

#include "logits/chain.hpp"
#include "logits/error.hpp"

#include <string_view>

namespace logits::cli {

/// Sets the parameter called `name` ("top-k") from text, in every part of the chain that has it. False where
/// none has. `who` is what the user called it ("--top-k"). Throws `failure`, with `place` among the details,
/// if the text is no value that the parameter may take.
bool set_parameter(Chain&, std::string_view name, std::string_view text, std::string_view who,
                   Failure failure, std::string_view place = {});

}  // namespace logits::cli

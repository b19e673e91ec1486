#pragma once

#include "logits/steps.hpp"
#include "src/cli/options.hpp"
#include "src/io/result.hpp"

#include <string_view>

namespace logits::cli {

/// The token called so, whose bias a command is to choose: `who` names it ("--token"). Throws
/// `Failure::input` if there is none, `Failure::no_answer` if it is banned, `Failure::usage` if the command
/// line gives it a bias already.
TokenId biasable(const io::Result&, const Options&, const io::TokenName&, std::string_view who);

/// Gives the token this bias in place of the one it has.
void set_bias(Bias&, TokenId, double bias);

}  // namespace logits::cli

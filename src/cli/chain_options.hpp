#pragma once

#include "logits/chain.hpp"
#include "logits/engines.hpp"
#include "logits/error.hpp"
#include "src/cli/given.hpp"
#include "src/io/row.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace logits::cli {

/// The values that the command line gives to parameters. `is_swept` tells which of them are lists that are
/// swept, and so no single values. Throws `Failure::usage`.
std::vector<io::Setting> settings_of(const Given&, const std::function<bool(const Parameter&)>& is_swept);

/// Sets a parameter as `set_parameter` does, or where there is an engine, to what that makes of the value;
/// what is to be said of it goes to `said`. Throws `failure` where the engine has no such parameter or
/// rejects the value.
bool set_for_engine(const Engine*, Chain&, const io::Setting&, std::string_view who, Failure failure,
                    std::vector<std::string>& said);

/// The chain with its steps in the order of --order, a list of names. Throws `Failure::usage` for a name that
/// is none, and for a step that is on and not named.
Chain in_order(const Chain&, const std::string& list);

/// The chain without what comes behind the first step of this name. Throws `Failure::usage` if it has none.
Chain cut_behind(Chain, const std::string& step);

}  // namespace logits::cli

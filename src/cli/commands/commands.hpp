#pragma once

#include "src/cli/options.hpp"
#include "src/io/output.hpp"
#include "src/io/result.hpp"
#include "src/io/write_table.hpp"

#include <cstdint>
#include <string_view>

namespace logits::cli {

/// Each prints what its command says of one row, after `heading`. Only writing can fail.
void print_probs(io::Output&, std::string_view heading, const io::Result&, const Options&, const io::Looks&);
void print_explanation(io::Output&, std::string_view heading, const io::Result&, const Options&,
                       const io::Looks&);

/// `seed` is the one given, or the fresh one of this run.
void print_sample(io::Output&, std::string_view heading, const io::Result&, const Options&, const io::Looks&,
                  std::uint64_t seed);

}  // namespace logits::cli

#include "src/cli/looks.hpp"

namespace logits::cli {

io::Looks looks_of(const Options& options, const Streams& streams) {
  return {.ascii = options.ascii || !streams.utf8,
          .color = is_colored(options, streams.color_allowed),
          .markdown = options.format == Format::markdown,
          .digits = options.digits};
}

}  // namespace logits::cli

#pragma once

namespace logits::io {

/// Which documents a scanner reads that knows nothing but their plain shapes, ten times faster than the
/// reader for all of them. Whoever has the rows cannot tell which of the two read them.
enum class Scanning { plain_shapes, nothing };

}  // namespace logits::io

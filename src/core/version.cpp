#include "logits/version.hpp"

namespace logits {

std::string_view version() {
  return LOGITS_VERSION;
}

}  // namespace logits

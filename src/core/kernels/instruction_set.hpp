#pragma once

/// The kernels are compiled once for each instruction set, and each time everything that they use, too, goes
/// into a namespace of its own: of two equal inline functions the linker would keep one, and a CPU without
/// AVX2 could meet the one that was compiled for it. For the same reason they use no function of the standard
/// library that is a template or inline.
#ifndef LOGITS_INSTRUCTION_SET
#define LOGITS_INSTRUCTION_SET baseline
#endif

namespace logits::kernels {
inline namespace LOGITS_INSTRUCTION_SET {

/// std::bit_cast, for which see above.
template <typename To, typename From>
constexpr To bit_cast(const From& from) {
  return __builtin_bit_cast(To, from);
}

}  // namespace LOGITS_INSTRUCTION_SET
}  // namespace logits::kernels

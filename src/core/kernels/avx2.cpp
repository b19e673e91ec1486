// CMakeLists.txt gives this file the compiler's options for the instruction set, where there are any.
#if defined(__AVX2__)
#define LOGITS_INSTRUCTION_SET avx2
#include "src/core/kernels/loops.inc"

namespace logits::kernels {

const Loops* avx2_loops() {
  return &avx2::compiled;
}

}  // namespace logits::kernels

#else
#include "src/core/kernels/loops.hpp"

const logits::kernels::Loops* logits::kernels::avx2_loops() {
  return nullptr;
}
#endif

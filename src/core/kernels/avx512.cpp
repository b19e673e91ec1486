// CMakeLists.txt gives this file the compiler's options for the instruction set, where there are any.
#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
#define LOGITS_INSTRUCTION_SET avx512
#include "src/core/kernels/loops.inc"

namespace logits::kernels {

const Loops* avx512_loops() {
  return &avx512::compiled;
}

}  // namespace logits::kernels

#else
#include "src/core/kernels/loops.hpp"

const logits::kernels::Loops* logits::kernels::avx512_loops() {
  return nullptr;
}
#endif

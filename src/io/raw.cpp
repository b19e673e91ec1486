#include "src/io/raw.hpp"

#include "src/io/array_rows.hpp"

#include <utility>

namespace logits::io {
namespace {

NumberType::Kind kind_of(Form form) {
  using Kind = NumberType::Kind;
  switch (form) {
    case Form::f16:
      return Kind::f16;
    case Form::bf16:
      return Kind::bf16;
    case Form::f64:
      return Kind::f64;
    default:
      return Kind::f32;
  }
}

}  // namespace

Rows raw_rows(std::shared_ptr<Bytes> bytes, const Reading& reading) {
  return array_rows(std::move(bytes),
                    {.type = {kind_of(reading.form)}, .shape = {reading.vocab_size}, .any_rows = true});
}

}  // namespace logits::io

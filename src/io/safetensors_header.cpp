#include "src/io/safetensors_header.hpp"

#include "logits/error.hpp"
#include "src/io/format.hpp"
#include "src/io/json_values.hpp"
#include "src/io/number.hpp"
#include "src/io/place.hpp"
#include "src/io/suggest.hpp"
#include "src/io/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace logits::io {
namespace {

using Kind = NumberType::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 12> number_types{{{"F16", Kind::f16},
                                                                          {"BF16", Kind::bf16},
                                                                          {"F32", Kind::f32},
                                                                          {"F64", Kind::f64},
                                                                          {"U8", Kind::u8},
                                                                          {"U16", Kind::u16},
                                                                          {"U32", Kind::u32},
                                                                          {"U64", Kind::u64},
                                                                          {"I8", Kind::i8},
                                                                          {"I16", Kind::i16},
                                                                          {"I32", Kind::i32},
                                                                          {"I64", Kind::i64}}};

}  // namespace

SafetensorsHeader::SafetensorsHeader(const std::string& name, const std::string& content)
    : name_(escaped(name)), text_{name + ", header", content, 0}, json_(parse_json(text_)) {
  if (json_.object() == nullptr) fail("the header is no object", text_, json_.at);
  for (const Json::Member& member : *json_.object()) {
    if (member.key != "__metadata__") tensors_.push_back(&member);
  }
}

const Json::Member& SafetensorsHeader::choose(const std::string& wanted) const {
  if (tensors_.empty()) throw Error(Failure::input, fmt::format("{} has no tensors", name_));
  if (wanted.empty()) {
    if (tensors_.size() == 1) return *tensors_[0];
    throw Error(Failure::input, fmt::format("{} has {} tensors", name_, grouped(tensors_.size())),
                fmt::format("  say which with --tensor NAME; {}", listed()));
  }
  const auto is_wanted = [&](const Json::Member* member) {
    return member->key == wanted;
  };
  const auto found = std::find_if(tensors_.begin(), tensors_.end(), is_wanted);
  if (found == tensors_.end()) refuse_unknown(wanted);
  if (std::count_if(found, tensors_.end(), is_wanted) > 1)
    fail(fmt::format("the tensor {} is there twice", in_quotes(wanted)), text_, (*found)->at);
  return **found;
}

ArrayLayout SafetensorsHeader::layout(const Json::Member& tensor) const {
  const Json* const dtype = member(tensor, "dtype");
  if (dtype->string() == nullptr) fail("\"dtype\" is no string", text_, dtype->at);
  const auto known = std::find_if(number_types.begin(), number_types.end(),
                                  [dtype](const auto& entry) { return entry.first == *dtype->string(); });
  if (known == number_types.end()) {
    throw Error(Failure::input,
                fmt::format("the tensor {} of {} has the dtype {}, which is not read", in_quotes(tensor.key),
                            name_, in_quotes(*dtype->string())),
                hint("F16, BF16, F32, F64 and the integers are"));
  }
  const Json* const shape = member(tensor, "shape");
  ArrayLayout layout{.type = {known->second}, .shape = whole_numbers(*shape, "shape")};
  require_rows(fmt::format("the tensor {} of {}", in_quotes(tensor.key), name_), layout.shape);
  return layout;
}

Extent SafetensorsHeader::extent(const Json::Member& tensor) const {
  const Json* const offsets = member(tensor, "data_offsets");
  const std::vector<std::uint64_t> both = whole_numbers(*offsets, "data_offsets");
  if (both.size() != 2 || both[0] > both[1])
    fail("\"data_offsets\" are no two numbers, the lower one first", text_, offsets->at);
  return {both[0], both[1]};
}

void SafetensorsHeader::require_fit(const Json::Member& tensor, Extent extent, std::uint64_t bytes) const {
  if (extent.end - extent.begin == bytes) return;
  fail(fmt::format("the tensor {} has {}, and its dtype and shape make {}", in_quotes(tensor.key),
                   counted(extent.end - extent.begin, "byte"), grouped(bytes)),
       text_, member(tensor, "data_offsets")->at);
}

std::uint64_t SafetensorsHeader::end() const {
  std::uint64_t last = 0;
  for (const Json::Member* tensor : tensors_) last = std::max(last, extent(*tensor).end);
  return last;
}

const Json* SafetensorsHeader::member(const Json::Member& tensor, std::string_view key) const {
  if (tensor.value.object() == nullptr) fail("a tensor is described by an object", text_, tensor.value.at);
  const Json* const found = tensor.value.find(key, text_);
  if (found == nullptr) fail(fmt::format("there is no \"{}\"", key), text_, tensor.value.at);
  return found;
}

std::vector<std::uint64_t> SafetensorsHeader::whole_numbers(const Json& json, const std::string& what) const {
  if (json.array() == nullptr)
    fail(fmt::format("\"{}\" is {}, not an array", what, json.kind()), text_, json.at);
  std::vector<std::uint64_t> numbers;
  for (const Json& element : *json.array()) {
    const auto number = element.number() != nullptr ? parse_count(number_text(element, text_)) : std::nullopt;
    if (!number)
      fail(fmt::format("\"{}\" has what is no whole number from 0 to 2^64 - 1", what), text_, element.at);
    numbers.push_back(*number);
  }
  return numbers;
}

void SafetensorsHeader::refuse_unknown(const std::string& wanted) const {
  std::vector<std::string> names;
  for (const Json::Member* tensor : tensors_) names.push_back(tensor->key);
  const auto near = nearest(wanted, names);
  throw Error(
      Failure::input, fmt::format("{} has no tensor {}", name_, in_quotes(wanted)),
      fmt::format("  {}{}", near ? fmt::format("did you mean {}? ", in_quotes(*near)) : "", listed()));
}

std::string SafetensorsHeader::listed() const {
  constexpr std::size_t most_listed = 8;
  std::string list = "it has ";
  for (std::size_t i = 0; i < std::min(tensors_.size(), most_listed); ++i)
    list += fmt::format("{}{}", i == 0 ? "" : ", ", escaped(tensors_[i]->key));
  return tensors_.size() > most_listed ? fmt::format("{}, and {} more", list, tensors_.size() - most_listed)
                                       : list;
}

}  // namespace logits::io

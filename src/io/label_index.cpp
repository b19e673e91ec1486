#include "src/io/label_index.hpp"

#include <array>
#include <bit>
#include <limits>
#include <random>

namespace logits::io {
namespace {

constexpr TokenId empty = std::numeric_limits<TokenId>::max();

class SipHash {
 public:
  std::uint64_t operator()(std::string_view bytes) const {
    std::array<std::uint64_t, 4> v = {key0_ ^ 0x736f6d6570736575, key1_ ^ 0x646f72616e646f6d,
                                      key0_ ^ 0x6c7967656e657261, key1_ ^ 0x7465646279746573};
    const auto absorb = [&v](std::uint64_t word) {
      v[3] ^= word;
      round(v);
      v[0] ^= word;
    };
    const std::uint64_t length = bytes.size();
    for (; bytes.size() >= 8; bytes.remove_prefix(8)) absorb(word_of(bytes.substr(0, 8)));
    absorb(word_of(bytes) | length << 56);
    v[2] ^= 0xFF;
    for (int i = 0; i < 3; ++i) round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
  }

 private:
  static std::uint64_t word_of(std::string_view bytes) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
    return word;
  }

  static void round(std::array<std::uint64_t, 4>& v) {
    v[0] += v[1];
    v[2] += v[3];
    v[1] = std::rotl(v[1], 13) ^ v[0];
    v[3] = std::rotl(v[3], 16) ^ v[2];
    v[0] = std::rotl(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = std::rotl(v[1], 17) ^ v[2];
    v[3] = std::rotl(v[3], 21) ^ v[0];
    v[2] = std::rotl(v[2], 32);
  }

  static std::uint64_t random_word() {
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
  }

  std::uint64_t key0_ = random_word();
  std::uint64_t key1_ = random_word();
};

const SipHash& hash() {
  static const SipHash keyed;
  return keyed;
}

}  // namespace

LabelIndex::LabelIndex(const std::vector<std::string>& labels) : labels_(labels), slots_(64, empty) {}

/// Where the label stands or would stand. The number of slots is a power of two, and at most half are used.
std::size_t LabelIndex::slot_of(std::string_view label) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash()(label) & mask;
  while (slots_[slot] != empty && labels_[slots_[slot]] != label) slot = (slot + 1) & mask;
  return slot;
}

void LabelIndex::grow() {
  std::vector<TokenId> old(4 * slots_.size(), empty);
  old.swap(slots_);
  for (const TokenId id : old) {
    if (id != empty) slots_[slot_of(labels_[id])] = id;
  }
}

std::optional<TokenId> LabelIndex::insert(TokenId id) {
  if (2 * used_ >= slots_.size()) grow();
  const std::size_t slot = slot_of(labels_[id]);
  if (slots_[slot] != empty) return slots_[slot];
  slots_[slot] = id;
  ++used_;
  return std::nullopt;
}

std::optional<TokenId> LabelIndex::find(std::string_view label) const {
  const TokenId id = slots_[slot_of(label)];
  if (id == empty) return std::nullopt;
  return id;
}

}  // namespace logits::io

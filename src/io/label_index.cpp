#include "src/io/label_index.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <random>

namespace logits::io {
namespace {

constexpr TokenId empty = std::numeric_limits<TokenId>::max();

class SipHash {
 public:
  std::uint32_t operator()(std::string_view bytes) const {
    std::array<std::uint64_t, 4> v = {key0_ ^ 0x736f6d6570736575, key1_ ^ 0x646f72616e646f6d,
                                      key0_ ^ 0x6c7967656e657261, key1_ ^ 0x7465646279746573};
    const auto absorb = [&v](std::uint64_t word) {
      v[3] ^= word;
      round(v);
      v[0] ^= word;
    };
    const std::uint64_t length = bytes.size();
    for (; bytes.size() >= 8; bytes.remove_prefix(8)) absorb(word_of({bytes.data(), 8}));
    absorb(word_of(bytes) | length << 56);
    v[2] ^= 0xFF;
    for (int i = 0; i < 3; ++i) round(v);
    return static_cast<std::uint32_t>(v[0] ^ v[1] ^ v[2] ^ v[3]);
  }

 private:
  static std::uint64_t word_of(std::string_view bytes) {
    std::uint64_t word = 0;
    if (!bytes.empty())
      std::memcpy(&word, bytes.data(), bytes.size());  // in the machine's order: nobody else sees the hash
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

LabelIndex::LabelIndex(const std::vector<std::string>& labels)
    : labels_(labels), slots_(64, Slot{empty, 0}) {}

/// Where the label stands or would stand. The number of slots is a power of two, and at most half are used.
std::size_t LabelIndex::slot_of(std::string_view label, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot].id != empty && (slots_[slot].hash != hash || labels_[slots_[slot].id] != label))
    slot = (slot + 1) & mask;
  return slot;
}

void LabelIndex::grow() {
  std::vector<Slot> old(2 * slots_.size(), Slot{empty, 0});
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& entry : old) {
    if (entry.id == empty) continue;
    std::size_t slot = entry.hash & mask;
    while (slots_[slot].id != empty) slot = (slot + 1) & mask;
    slots_[slot] = entry;
  }
}

std::optional<TokenId> LabelIndex::insert(TokenId id) {
  if (2 * used_ >= slots_.size()) grow();
  const std::uint32_t label_hash = hash()(labels_[id]);
  Slot& slot = slots_[slot_of(labels_[id], label_hash)];
  if (slot.id != empty) return slot.id;
  slot = {id, label_hash};
  ++used_;
  return std::nullopt;
}

std::optional<TokenId> LabelIndex::find(std::string_view label) const {
  const TokenId id = slots_[slot_of(label, hash()(label))].id;
  if (id == empty) return std::nullopt;
  return id;
}

}  // namespace logits::io

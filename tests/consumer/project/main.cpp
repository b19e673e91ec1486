#include <cstdio>
#include <logits/candidates.hpp>
#include <logits/chain.hpp>
#include <logits/draw.hpp>
#include <logits/error.hpp>
#include <logits/random.hpp>
#include <logits/softmax.hpp>
#include <logits/steps.hpp>
#include <logits/version.hpp>
#include <span>
#include <string>
#include <vector>

namespace {

template <typename Number>
void sample(std::span<const Number> values) {
  auto candidates = logits::Candidates::from(values);
  logits::run_chain({.steps = {logits::Temperature{0.5}, logits::TopK{2}}}, candidates);
  const auto distribution = logits::softmax(candidates);
  for (std::size_t i = 0; i < distribution.ids.size(); ++i) {
    std::printf("%u %.6f\n", distribution.ids[i], distribution.p[i]);
  }
  const logits::Random random{.seed = 42};
  const auto drawn = logits::Sampler(distribution, 1).draw(random(logits::Stream::draw, 0));
  std::printf("drew %u\n", drawn);
}

}  // namespace

int main() {
  std::printf("logits %s\n", std::string(logits::version()).c_str());
  const std::vector<double> doubles{3, 1, 2};
  const std::vector<float> floats{1, 2, 3};
  sample<double>(doubles);
  sample<float>(floats);
  try {
    logits::Candidates::from(std::span<const double>{});
  } catch (const logits::Error& error) {
    std::printf("%s\n", error.what());
  }
}

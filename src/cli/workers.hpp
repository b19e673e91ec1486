#pragma once

#include "src/cli/answer.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace logits::cli {

/// Threads that find answers side by side. The answers come out in the order in which they were asked for.
class Workers {
 public:
  using Answers =
      std::vector<Answer>;  ///< of several rows, since for a small one the way is longer than the work

  explicit Workers(std::size_t count);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// Drops what nobody has begun, and waits for the rest.
  ~Workers();

  /// `find` is called by one of the threads.
  void ask(std::function<Answers()> find);

  /// Whether nothing has been asked that has not been taken.
  bool empty() const { return answers_.empty(); }

  /// Whether there is enough to do: who asks for more would only fill the memory.
  bool busy() const { return answers_.size() >= 4 * threads_.size(); }

  /// The answers to the oldest question. Waits for them. Throws what its finder threw.
  Answers take();

 private:
  void work();

  std::deque<std::future<Answers>> answers_;
  std::mutex mutex_;  // of all below but the threads
  std::condition_variable something_to_do_;
  std::deque<std::packaged_task<Answers()>> questions_;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace logits::cli

#include "src/cli/workers.hpp"

#include "src/io/place.hpp"

#include <system_error>
#include <utility>

namespace logits::cli {

Workers::Workers(std::size_t count) {
  threads_.reserve(count);
  try {
    for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
  } catch (const std::system_error&) {  // there are as many as the system allows
    if (threads_.empty())
      throw Error(Failure::usage, "the system allows no more threads", io::hint("leave out --jobs"));
  }
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    questions_.clear();
    stopped_ = true;
  }
  something_to_do_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Workers::ask(std::function<Answers()> find) {
  std::packaged_task<Answers()> question(std::move(find));
  answers_.push_back(question.get_future());
  {
    const std::lock_guard lock(mutex_);
    questions_.push_back(std::move(question));
  }
  something_to_do_.notify_one();
}

Workers::Answers Workers::take() {
  std::future<Answers> oldest = std::move(answers_.front());
  answers_.pop_front();
  return oldest.get();
}

void Workers::work() {
  while (true) {
    std::packaged_task<Answers()> question;
    {
      std::unique_lock lock(mutex_);
      something_to_do_.wait(lock, [this] { return stopped_ || !questions_.empty(); });
      if (stopped_) return;
      question = std::move(questions_.front());
      questions_.pop_front();
    }
    question();
  }
}

}  // namespace logits::cli

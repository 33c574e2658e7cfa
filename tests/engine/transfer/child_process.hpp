#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace setlist::testing {

/// A program that runs beside the test and is ended with it.
class ChildProcess {
 public:
  explicit ChildProcess(std::vector<std::string> words) {
    int input[2];
    int output[2];
    if (::pipe2(input, O_CLOEXEC) != 0 || ::pipe2(output, O_CLOEXEC) != 0) {
      throw std::runtime_error("no pipe");
    }
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input[0], 0);
    ::posix_spawn_file_actions_adddup2(&actions, output[1], 1);
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int failure =
        ::posix_spawnp(&m_id, arguments[0], &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(input[0]);
    ::close(output[1]);
    m_input = input[1];
    m_output = output[0];
    if (failure != 0) throw std::runtime_error("cannot start " + words[0]);
  }

  ~ChildProcess() {
    ::close(m_input);
    ::close(m_output);
    if (m_id > 0) end(SIGTERM);
  }
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  void end(int signal) {
    ::kill(m_id, signal);
    wait();
  }

  /// Its exit status; -1 when a signal ended it.
  int wait() {
    int status = 0;
    ::waitpid(std::exchange(m_id, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  /// One line of what it prints, without the line end.
  std::string line() {
    std::string text;
    for (char c = 0; ::read(m_output, &c, 1) == 1 && c != '\n';) text += c;
    return text;
  }

 private:
  pid_t m_id = -1;
  int m_input = -1;
  int m_output = -1;
};

}  // namespace setlist::testing

#pragma once

#include "cli/context.hpp"

#include <memory>
#include <string>
#include <vector>

namespace setlist::cli {

/// The words of a query on a command line.
class QueryArgument {
 public:
  explicit QueryArgument(CLI::App& command);
  /// Call in the command's callback: what is neither an option nor a word of the query is an error.
  static void check_rest(const CLI::App& command);
  /// The songs of the collection that the query chooses; what should be said beside them goes to
  /// stderr. Without a query, every song.
  [[nodiscard]] dataset::Dataset songs(const Context& context) const;
  [[nodiscard]] std::string text() const;

 private:
  std::shared_ptr<std::vector<std::string>> m_words;
};

}  // namespace setlist::cli

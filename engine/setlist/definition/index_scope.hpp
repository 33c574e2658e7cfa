#pragma once

#include "setlist/definition/index_plan.hpp"
#include "setlist/definition/index_rows.hpp"

#include <deque>
#include <filesystem>
#include <string>
#include <vector>

namespace setlist::definition {

/// A document of a song that is not here.
struct DocumentMissing {
  std::string name;
};

/// The row at hand with what is joined to it, each join and each `let` worked out when it is first
/// used. Not for two threads at once.
class RowScope : public IndexScope {
 public:
  /// All outlive the scope. `joined` holds the rows of joins with a key, in the order of the joins.
  RowScope(const IndexPlan& plan, const IndexInputs& inputs, const std::vector<JoinedRows>& joined,
           RowFaults& faults);

  void enter(const IndexRow& row);
  /// Throws DocumentMissing, RowFault.
  void look_up(const IndexReference& reference, IndexValue& value) override;

  /// Throws DocumentMissing when a document of this row is not here; reads none.
  void require_documents();
  void warn_of_unseen();
  /// The documents that were read, each once.
  [[nodiscard]] const std::vector<std::filesystem::path>& documents() const { return m_documents; }

 private:
  struct Joined {
    bool found = false;  ///< for the row at hand
    bool as_list = false;
    std::vector<const JoinedRow*> rows;
    std::string document;  ///< the name of the one in `kept`
    JoinedRow kept;
  };
  struct Let {
    bool made = false;  ///< for the row at hand
    IndexValue value;
  };

  const Joined& joined_to_row(std::size_t which);
  void find_rows(std::size_t which, Joined& joined);
  void find_document(std::size_t which, Joined& joined);
  std::string document_name(std::size_t which);

  const IndexPlan& m_plan;
  const IndexInputs& m_inputs;
  const std::vector<JoinedRows>& m_keyed;
  const IndexRow* m_row = nullptr;
  std::vector<Joined> m_joined;
  std::vector<Let> m_lets;
  std::deque<RowReader> m_readers;  ///< one for each join; those of documents are used
  std::vector<std::filesystem::path> m_documents;
};

}  // namespace setlist::definition

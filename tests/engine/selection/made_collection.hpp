#pragma once

#include "engine/scratch.hpp"
#include "setlist/install/receipt_writer.hpp"
#include "setlist/selection/selection.hpp"

#include <memory>
#include <string>
#include <vector>

namespace setlist::testing {

/// A collection whose datasets a test makes as it needs them. Copies share its folder.
class MadeCollection {
 public:
  /// `songs` are the items of a JSON array; `more` are further members of the definition.
  const MadeCollection& put(const std::string& name, const std::string& songs,
                            const std::string& more = "") const {
    m_scratch->put("definitions/" + name + ".json", R"({"format": 1, "name": ")" + name + '"' +
                                                        (more.empty() ? "" : ", " + more) +
                                                        R"(, "songs": [)" + songs + "]}");
    return *this;
  }
  /// `count` songs "0", "1", ... of which `members_of(k)` states the other members.
  template <typename MembersOf>
  const MadeCollection& put_many(const std::string& name, std::size_t count,
                                 MembersOf members_of) const {
    std::string songs;
    for (std::size_t k = 0; k < count; ++k) {
      const std::string members = members_of(k);
      songs += (k == 0 ? "" : ",\n") + (R"({"id": ")" + std::to_string(k) + '"') +
               (members.empty() ? "" : ", " + members) + '}';
    }
    return put(name, songs);
  }
  void install(const std::string& name) const {
    const auto folder = *m_scratch / "music" / name;
    std::filesystem::create_directories(folder);
    catalog::Receipt receipt;
    receipt.dataset = name;
    install::write_receipt(receipt, folder);
  }
  [[nodiscard]] catalog::Configuration configuration() const {
    return {{}, *m_scratch / "music", {*m_scratch / "definitions"}, {}};
  }
  [[nodiscard]] std::shared_ptr<const catalog::Catalog> open() const {
    return catalog::Catalog::open(configuration());
  }
  [[nodiscard]] selection::Selection songs() const { return selection::Selection(open()); }
  [[nodiscard]] const Scratch& scratch() const { return *m_scratch; }

 private:
  std::shared_ptr<const Scratch> m_scratch = std::make_shared<const Scratch>();
};

/// In the order of the selection.
inline std::vector<std::string> ids_of(const selection::Selection& songs) {
  std::vector<std::string> ids;
  for (const auto n : songs.numbers()) ids.push_back(songs.catalog()->id_of(n));
  return ids;
}

}  // namespace setlist::testing

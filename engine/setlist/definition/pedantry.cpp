#include "setlist/definition/pedantry.hpp"

#include "setlist/base/text.hpp"
#include "setlist/music/vocabulary.hpp"

#include <fmt/format.h>

namespace setlist::definition {
namespace {

base::Diagnostic warning(std::string pointer, std::string message) {
  return {.severity = base::Severity::kWarning,
          .pointer = std::move(pointer),
          .message = std::move(message)};
}

void judge_head(const Definition& definition, base::Diagnostics& out) {
  const std::pair<const char*, bool> expected[] = {
      {"version", definition.version.empty()},   {"description", definition.description.empty()},
      {"homepage", definition.homepage.empty()}, {"license", definition.license.id.empty()},
      {"citation", definition.citation.empty()},
  };
  for (const auto& [field, missing] : expected) {
    if (missing) out.push_back(warning("", fmt::format("'{}' is missing", field)));
  }
}

void judge_resource(const Resource& resource, const std::string& pointer, base::Diagnostics& out) {
  if (!resource.verified) {
    out.push_back(warning(pointer + "/verified", "its facts were not checked on the real file"));
  }
  if (resource.digests.empty()) out.push_back(warning(pointer, "'digest' is missing"));
  if (!resource.size_bytes) out.push_back(warning(pointer, "'size' is missing"));
  for (const auto& url : resource.urls) {
    if (url.starts_with("http://") || url.starts_with("ftp://")) {
      out.push_back(warning(
          pointer + "/urls",
          fmt::format("'{}' can be changed on its way; https cannot", base::printable(url))));
    }
  }
}

void judge_spellings(const std::map<std::string, std::size_t>& spellings, std::string_view what,
                     const music::Vocabulary& vocabulary, bool must_be_known,
                     base::Diagnostics& out) {
  for (const auto& [spelling, times] : spellings) {
    const auto* known = vocabulary.find(spelling);
    if (known && known->name == spelling) continue;
    if (!known && !must_be_known) continue;
    const std::string next =
        known ? fmt::format("is usually spelt '{}'", known->name)
              : std::string("is not in the vocabulary; see docs/vocabulary.md for adding it");
    out.push_back(
        warning("/songs", fmt::format("the {} '{}' ({} song{}) {}", what, base::printable(spelling),
                                      times, times == 1 ? "" : "s", next)));
  }
}

}  // namespace

void Pedantry::hear(const SongEntry& song) {
  const std::set<std::string> names(song.instruments.begin(), song.instruments.end());
  for (const auto& name : names) ++m_instruments[name];
  if (!song.composer.empty()) ++m_composers[song.composer];
}

base::Diagnostics Pedantry::judge(const Definition& definition) const {
  base::Diagnostics out;
  judge_head(definition, out);
  for (std::size_t r = 0; r < definition.resources.size(); ++r) {
    judge_resource(definition.resources[r], fmt::format("/install/resources/{}", r), out);
  }
  judge_spellings(m_instruments, "instrument", music::instruments(), true, out);
  judge_spellings(m_composers, "composer", music::composers(), false, out);
  return out;
}

}  // namespace setlist::definition

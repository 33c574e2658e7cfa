#include "setlist/transfer/journal.hpp"

#include "setlist/base/json.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/base/object_reader.hpp"
#include "setlist/transfer/answer.hpp"

#include <limits>

namespace setlist::transfer {
namespace {

constexpr std::int64_t kFormat = 1;
constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

}  // namespace

std::string journal_text(const Journal& journal) {
  base::Json::Object members = {
      {"format", kFormat},
      {"url", journal.origin.url},
      {"validator", journal.origin.validator},
      {"durable_bytes", static_cast<std::int64_t>(journal.durable_bytes)}};
  if (journal.origin.size) {
    members.emplace_back("size", static_cast<std::int64_t>(*journal.origin.size));
  }
  return base::json_text(members) + "\n";
}

std::optional<Journal> parse_journal(std::string_view text) {
  try {
    const base::Json json = base::parse_json(text);
    base::Diagnostics faults;
    base::ObjectReader reader(json, "", faults);
    Journal journal;
    const auto format = reader.integer("format", kFormat, kFormat);
    const auto durable = reader.integer("durable_bytes", 0, kLargest);
    journal.origin.url = reader.required_text("url");
    journal.origin.validator = reader.text("validator");
    if (const auto size = reader.integer("size", 0, kLargest)) {
      journal.origin.size = static_cast<std::uint64_t>(*size);
    }
    if (base::has_faults(faults) || !format || !durable) return std::nullopt;
    if (!is_header_text(journal.origin.validator)) return std::nullopt;
    journal.durable_bytes = static_cast<std::uint64_t>(*durable);
    return journal;
  } catch (const base::JsonFault&) {
    return std::nullopt;
  }
}

}  // namespace setlist::transfer

#include "setlist/catalog/receipt.hpp"

#include "setlist/base/digest.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/files.hpp"
#include "setlist/base/json_reader.hpp"
#include "setlist/base/object_reader.hpp"

namespace setlist::catalog {
namespace {

using base::Json;
using base::ObjectReader;

std::uint64_t size_of(ObjectReader& reader) {
  return static_cast<std::uint64_t>(reader.integer("size", 0, INT64_MAX).value_or(0));
}

Receipt read_members(const Json& document, base::Diagnostics& faults) {
  ObjectReader reader(document, "", faults);
  Receipt receipt;
  receipt.dataset = reader.required_text("dataset");
  receipt.version = reader.text("version");
  receipt.definition_digest = reader.text("definition");
  receipt.made_by = reader.text("made_by");
  for (const auto& [item, pointer] : reader.items("resources")) {
    ObjectReader entry(*item, pointer, faults);
    receipt.resources.push_back(
        {entry.text("id"), entry.text("url"), size_of(entry), entry.text("sha256")});
  }
  for (const auto& [item, pointer] : reader.items("files")) {
    ObjectReader entry(*item, pointer, faults);
    receipt.files.push_back({entry.text("path"), size_of(entry), entry.text("sha256")});
  }
  for (const auto& [item, pointer] : reader.items("failed")) {
    ObjectReader entry(*item, pointer, faults);
    receipt.failed.push_back({entry.text("song"), entry.text("reason")});
  }
  return receipt;
}

}  // namespace

std::string receipt_digest(const Json::Object& members) {
  return base::sha256(base::json_text(members)).text();
}

std::optional<Receipt> read_receipt(const std::filesystem::path& dataset_folder) {
  try {
    const base::JsonLimits limits{.bytes = 1ULL << 30U, .values = 50'000'000};
    Json document =
        base::parse_json(base::read_file(dataset_folder / kReceiptName, limits.bytes), limits);
    auto* members = std::get_if<Json::Object>(&document.value);
    if (!members || members->empty() || members->back().first != "digest") return std::nullopt;
    const Json stated = members->back().second;
    members->pop_back();
    if (stated != Json(receipt_digest(*members))) return std::nullopt;
    base::Diagnostics faults;
    Receipt receipt = read_members(document, faults);
    receipt.digest = *stated.as<std::string>();
    if (!faults.empty()) return std::nullopt;
    return receipt;
  } catch (const base::JsonFault&) {
    return std::nullopt;
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

}  // namespace setlist::catalog

#include "setlist/install/receipt_writer.hpp"

#include "setlist/base/files.hpp"
#include "setlist/base/json.hpp"

namespace setlist::install {
namespace {

using base::Json;

Json to_json(const catalog::ReceiptResource& resource) {
  return Json::Object{{"id", resource.id},
                      {"url", resource.url},
                      {"size", static_cast<std::int64_t>(resource.size_bytes)},
                      {"sha256", resource.sha256}};
}

Json to_json(const catalog::ReceiptFile& file) {
  return Json::Object{{"path", file.path},
                      {"size", static_cast<std::int64_t>(file.size_bytes)},
                      {"sha256", file.sha256}};
}

Json to_json(const catalog::FailedSong& failed) {
  return Json::Object{{"song", failed.song}, {"reason", failed.reason}};
}

template <typename Item>
Json listed(const std::vector<Item>& items) {
  Json::Array array;
  for (const auto& item : items) array.push_back(to_json(item));
  return array;
}

}  // namespace

std::string write_receipt(const catalog::Receipt& receipt, const std::filesystem::path& stage) {
  Json::Object members = {{"format", 1},
                          {"dataset", receipt.dataset},
                          {"version", receipt.version},
                          {"definition", receipt.definition_digest},
                          {"made_by", receipt.made_by},
                          {"resources", listed(receipt.resources)},
                          {"files", listed(receipt.files)},
                          {"failed", listed(receipt.failed)}};
  std::string digest = catalog::receipt_digest(members);
  members.emplace_back("digest", digest);
  base::write_file_atomically(stage / catalog::kReceiptName, base::json_text(members, 1) + "\n");
  return digest;
}

}  // namespace setlist::install

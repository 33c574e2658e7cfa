#pragma once

#include "setlist/base/json.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace setlist::catalog {

/// The name of a receipt in the folder of an installed dataset.
inline constexpr const char* kReceiptName = ".setlist.json";

struct ReceiptFile {
  std::string path;  ///< relative to the dataset's folder
  std::uint64_t size_bytes = 0;
  std::string sha256;  ///< hex
};

struct ReceiptResource {
  std::string id;
  std::string url;  ///< the one that served it, without credentials
  std::uint64_t size_bytes = 0;
  std::string sha256;  ///< hex
};

struct FailedSong {
  std::string song;
  std::string reason;
};

/// What was installed, from where; written last, so its presence means installed.
struct Receipt {
  std::string dataset;
  std::string version;
  std::string definition_digest;
  std::string made_by;  ///< version of setlist
  std::string digest;   ///< of the receipt itself
  std::vector<ReceiptResource> resources;
  std::vector<ReceiptFile> files;  ///< sorted by path
  std::vector<FailedSong> failed;  ///< songs whose annotations could not be made
};

/// The receipt in a dataset's folder; nothing when there is none, or when its own digest does not
/// hold: such a folder does not count as installed.
[[nodiscard]] std::optional<Receipt> read_receipt(const std::filesystem::path& dataset_folder);

/// The digest over a receipt's other members, as it stands in the file.
[[nodiscard]] std::string receipt_digest(const base::Json::Object& members);

}  // namespace setlist::catalog

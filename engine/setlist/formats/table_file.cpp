#include "setlist/formats/table_file.hpp"

#include "setlist/base/json_reader.hpp"
#include "setlist/base/text.hpp"
#include "setlist/formats/delimited_table.hpp"
#include "setlist/formats/json_rows.hpp"
#include "setlist/formats/media_file.hpp"
#include "setlist/formats/yaml_tree.hpp"

#include <fmt/format.h>

namespace setlist::formats {
namespace {

struct Extension {
  std::string_view text;
  TableKind kind;
  char delimiter = ',';
};

constexpr Extension kExtensions[] = {
    {".csv", TableKind::kDelimited},   {".tsv", TableKind::kDelimited, '\t'},
    {".json", TableKind::kJson},       {".jams", TableKind::kJson},
    {".jsonl", TableKind::kJsonLines}, {".ndjson", TableKind::kJsonLines},
    {".yaml", TableKind::kYaml},       {".yml", TableKind::kYaml},
};

/// What the file's name tells; nothing when it ends in none of those known.
const Extension* extension_of(const std::filesystem::path& file) {
  const std::string text = base::ascii_lower(file.extension().string());
  for (const Extension& extension : kExtensions) {
    if (extension.text == text) return &extension;
  }
  return nullptr;
}

TableKind kind_of(const std::filesystem::path& file, const TableLayout& layout) {
  if (layout.kind) return *layout.kind;
  if (const Extension* extension = extension_of(file)) return extension->kind;
  throw base::UsageError(fmt::format(
      "reading '{}': its name does not tell how the table is written; end it in .csv, .tsv, .json, "
      ".jsonl or .yaml, or state the kind of table",
      base::printable(file.string())));
}

char delimiter_of(const std::filesystem::path& file, const TableLayout& layout) {
  if (layout.delimiter) return *layout.delimiter;
  const Extension* extension = extension_of(file);
  return extension != nullptr ? extension->delimiter : ',';
}

std::string whole_text(const MediaFile& file) {
  constexpr std::uint64_t kLimit = base::JsonLimits{}.bytes;
  if (file.size() > kLimit) {
    throw file.fault(fmt::format("{}, expected {} at most", base::human_bytes(file.size()),
                                 base::human_bytes(kLimit)));
  }
  std::string text(static_cast<std::size_t>(file.size()), '\0');
  text.resize(file.read_at(0, {reinterpret_cast<unsigned char*>(text.data()), text.size()}));
  return text;
}

base::Json document(const MediaFile& file, TableKind kind) {
  const std::string text = whole_text(file);
  try {
    return kind == TableKind::kYaml ? parse_yaml(text) : base::parse_json(text);
  } catch (const base::JsonFault& fault) {
    throw document_fault(file, fault);
  }
}

}  // namespace

void read_table(const std::filesystem::path& file, const TableLayout& layout,
                const std::function<void(std::span<const std::string>)>& columns,
                const std::function<void(const TableRow&)>& visit) {
  const TableKind kind = kind_of(file, layout);
  const MediaFile open(file);
  switch (kind) {
    case TableKind::kDelimited:
      return read_delimited(open, layout, delimiter_of(file, layout), columns, visit);
    case TableKind::kJson:
    case TableKind::kYaml:
      return visit_rows(document(open, kind), layout, open, visit);
    case TableKind::kJsonLines:
      return read_json_lines(open, visit);
  }
}

}  // namespace setlist::formats

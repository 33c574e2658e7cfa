#include "setlist/definition/index_table.hpp"

#include "setlist/base/names.hpp"
#include "setlist/base/object_reader.hpp"
#include "setlist/base/text.hpp"
#include "setlist/definition/index_filter.hpp"

#include <array>

#include <fmt/format.h>

namespace setlist::definition {
namespace {

using base::Diagnostics;
using base::Json;
using base::ObjectReader;
using formats::TableKind;

struct KindName {
  std::string_view name;
  TableKind kind;
};

constexpr std::array kKinds = {
    KindName{"csv", TableKind::kDelimited}, KindName{"tsv", TableKind::kDelimited},
    KindName{"json", TableKind::kJson}, KindName{"jsonl", TableKind::kJsonLines},
    KindName{"yaml", TableKind::kYaml}};

void read_kind(ObjectReader& reader, formats::TableLayout& layout) {
  if (!reader.optional("kind")) return;
  const std::string text = reader.text("kind");
  std::vector<std::string> known;
  for (const auto& [name, kind] : kKinds) {
    known.emplace_back(name);
    if (name == text) layout.kind = kind;
  }
  if (text == "csv") layout.delimiter = ',';
  if (text == "tsv") layout.delimiter = '\t';
  if (!layout.kind) {
    reader.fault("kind", fmt::format("found '{}', expected one of {}{}", base::printable(text),
                                     base::joined(known, ", "), base::suggestion(text, known)));
  }
}

void read_delimiter(ObjectReader& reader, formats::TableLayout& layout) {
  if (!reader.optional("delimiter")) return;
  const std::string text = reader.text("delimiter");
  const char c = text.size() == 1 ? text[0] : '\n';
  const bool plain = c == '\t' || (c >= ' ' && c <= '~' && c != '"');
  if (plain) {
    layout.delimiter = c;
  } else {
    reader.fault("delimiter", fmt::format("found '{}', expected a tab or one printable ASCII "
                                          "character but a quote",
                                          base::printable(text)));
  }
}

void read_layout(ObjectReader& reader, formats::TableLayout& layout) {
  read_kind(reader, layout);
  read_delimiter(reader, layout);
  if (const auto rows = reader.integer("header", 0, 8)) {
    layout.header_rows = static_cast<std::uint32_t>(*rows);
  }
  layout.columns = reader.texts("columns");
  layout.rest = reader.boolean("rest").value_or(false);
  layout.rows = reader.text("rows");
  if (!layout.rows.empty() && layout.rows.front() != '/') {
    reader.fault("rows", fmt::format("found '{}', expected a JSON pointer, such as '/tracks'",
                                     base::printable(layout.rows)));
  }
}

IndexFlags read_flags(const std::string& name, const Json& value, const std::string& pointer,
                      Diagnostics& out) {
  ObjectReader reader(value, pointer, out);
  IndexFlags flags{.name = name, .range = {}, .except = {}, .when = "1"};
  const bool ranged = reader.optional("columns") != nullptr;
  if (ranged) flags.range = reader.texts("columns");
  if (ranged && flags.range.size() != 2) {
    reader.fault("columns", fmt::format("found {} names, expected the first and the last column",
                                        flags.range.size()));
  }
  if (!ranged && !reader.optional("except") && value.as<Json::Object>()) {
    reader.fault("", "has neither 'columns' nor 'except'");
  }
  flags.except = reader.texts("except");
  if (reader.optional("when")) flags.when = reader.text("when");
  reader.refuse_unknown();
  return flags;
}

void read_all_flags(ObjectReader& reader, IndexTable& table, Diagnostics& out) {
  const Json* value = reader.optional("flags");
  if (!value) return;
  const auto* members = value->as<Json::Object>();
  if (!members) {
    reader.fault("flags", fmt::format("found {}, expected an object", value->kind()));
    return;
  }
  for (const auto& [name, flags] : *members) {
    if (name.starts_with('$')) continue;
    const std::string pointer = reader.pointer_to("flags") + base::pointer_step(name);
    table.flags.push_back(read_flags(name, flags, pointer, out));
  }
}

}  // namespace

IndexTable read_index_table(const Json& value, const std::string& pointer, Diagnostics& out) {
  IndexTable table;
  if (const auto* text = value.as<std::string>()) {
    table.file = *text;
    if (text->empty()) out.push_back({.pointer = pointer, .message = "is empty, expected a name"});
    return table;
  }
  ObjectReader reader(value, pointer, out);
  const bool one = reader.optional("file") != nullptr;
  const bool many = reader.optional("files") != nullptr;
  if (one == many && value.as<Json::Object>()) {
    reader.fault("", "expected one of 'file' and 'files'");
  }
  if (one) table.file = reader.required_text("file");
  const std::string files = many ? reader.required_text("files") : std::string();
  if (!files.empty()) table.files = read_file_pattern(files, reader.pointer_to("files"), out);
  read_layout(reader, table.layout);
  read_all_flags(reader, table, out);
  reader.refuse_unknown();
  return table;
}

std::optional<std::string> table_name_fault(std::string_view name) {
  const std::size_t colon = name.find(':');
  const bool of_resource = colon != std::string_view::npos && colon < name.find('/');
  if (!of_resource) return base::unsafe_path(name);
  if (auto fault = base::unsafe_name(name.substr(0, colon))) {
    return "names a resource whose id " + *fault;
  }
  return base::unsafe_path(name.substr(colon + 1));
}

std::optional<FilePattern> read_file_pattern(const std::string& text, const std::string& pointer,
                                             Diagnostics& out) {
  try {
    return FilePattern(text);
  } catch (const TemplateFault& fault) {
    out.push_back(
        {.pointer = pointer,
         .message = fmt::format("the pattern '{}' {}", base::printable(text), fault.what()),
         .beyond_schema = true});
    return std::nullopt;
  }
}

bool is_delimited(const IndexTable& table) {
  if (table.layout.kind) return *table.layout.kind == TableKind::kDelimited;
  const std::string name = base::ascii_lower(table.files ? table.files->text() : table.file);
  return name.ends_with(".csv") || name.ends_with(".tsv") || name.ends_with(".txt");
}

}  // namespace setlist::definition

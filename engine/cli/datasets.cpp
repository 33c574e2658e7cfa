#include "cli/context.hpp"
#include "cli/song_json.hpp"
#include "cli/table.hpp"
#include "setlist/base/json.hpp"
#include "setlist/base/text.hpp"

#include <memory>

#include <fmt/format.h>

namespace setlist::cli {
namespace {

struct Summary {
  std::optional<std::uint64_t> songs;  ///< as its definition counts them when they are not here
  std::optional<double> hours;
  std::uint64_t bytes = 0;
  bool bytes_known = true;
};

Summary summary_of(const catalog::Catalog& catalog, const catalog::DatasetEntry& entry) {
  Summary summary;
  if (entry.expanded) {
    summary.songs = entry.songs;
    if (const auto seconds = catalog.seconds_of(entry)) summary.hours = *seconds / 3600;
  } else if (entry.definition.index) {
    summary.songs = entry.definition.index->count;
  }
  for (const auto& resource : entry.definition.resources) {
    summary.bytes += resource.size_bytes.value_or(0);
    summary.bytes_known = summary.bytes_known && resource.size_bytes.has_value();
  }
  summary.bytes_known = summary.bytes_known && !entry.definition.resources.empty();
  return summary;
}

int run_datasets(const Context& context, bool installed_only) {
  const auto collection = open_collection(context);
  const auto& catalog = *collection.selection().catalog();
  if (context.json) {
    base::Json::Array array;
    for (const auto& entry : catalog.datasets()) {
      if (entry.installed || !installed_only) array.push_back(to_json(catalog, entry));
    }
    fmt::print("{}\n", base::json_text(array, 2));
    return 0;
  }
  Table table({"DATASET", "VERSION", "SONGS", "HOURS", "SIZE", "LICENSE", "INSTALLED"});
  for (const auto& entry : catalog.datasets()) {
    if (installed_only && !entry.installed) continue;
    const auto& definition = entry.definition;
    const Summary summary = summary_of(catalog, entry);
    table.add({definition.name, definition.version,
               summary.songs ? std::to_string(*summary.songs) : "?",
               summary.hours ? fmt::format("{:.2f}", *summary.hours) : "?",
               summary.bytes_known ? base::human_bytes(summary.bytes) : "?", definition.license.id,
               entry.installed ? "yes" : "no"});
  }
  table.print();
  return 0;
}

}  // namespace

base::Json to_json(const catalog::Catalog& catalog, const catalog::DatasetEntry& entry) {
  const auto& definition = entry.definition;
  const Summary summary = summary_of(catalog, entry);
  return base::Json::Object{
      {"name", definition.name},
      {"version", definition.version},
      {"songs",
       summary.songs ? base::Json(static_cast<std::int64_t>(*summary.songs)) : base::Json()},
      {"expanded", entry.expanded},
      {"hours", summary.hours ? base::Json(*summary.hours) : base::Json()},
      {"bytes",
       summary.bytes_known ? base::Json(static_cast<std::int64_t>(summary.bytes)) : base::Json()},
      {"license", definition.license.id},
      {"installed", entry.installed}};
}

void add_datasets(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("datasets", "What exists: songs, hours, size, licence");
  auto installed = std::make_shared<bool>(false);
  command->add_flag("--installed", *installed, "Only those on disk");
  command->add_flag("--json", context.json, "Print JSON");
  add_common(*command, context);
  command->callback([&context, installed] {
    context.chosen = [&context, installed] { return run_datasets(context, *installed); };
  });
}

}  // namespace setlist::cli

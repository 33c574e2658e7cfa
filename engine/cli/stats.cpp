#include "cli/context.hpp"
#include "cli/query_argument.hpp"
#include "setlist/base/json.hpp"
#include "setlist/base/text.hpp"
#include "setlist/selection/statistics.hpp"

#include <memory>

#include <fmt/format.h>

namespace setlist::cli {
namespace {

using base::Json;
using selection::Statistics;
using selection::ValueCount;

Json number(std::size_t value) { return static_cast<std::int64_t>(value); }

Json to_json(const std::vector<ValueCount>& values) {
  Json::Object object;
  for (const auto& value : values) object.emplace_back(value.value, number(value.songs));
  return object;
}

Json to_json(const Statistics& all) {
  Json::Object annotations;
  for (const auto& type : all.annotations) {
    annotations.emplace_back(type.type, Json::Object{{"manual", number(type.manual)},
                                                     {"algorithmic", number(type.algorithmic)}});
  }
  return Json::Object{{"songs", number(all.songs)},
                      {"seconds", all.seconds},
                      {"songs_without_duration", number(all.without_duration)},
                      {"notes", static_cast<std::int64_t>(all.notes)},
                      {"songs_without_notes", number(all.without_notes)},
                      {"with_audio", number(all.with_audio)},
                      {"with_sources", number(all.with_sources)},
                      {"installed", number(all.installed)},
                      {"datasets", to_json(all.datasets)},
                      {"composers", to_json(all.composers)},
                      {"instruments", to_json(all.instruments)},
                      {"groups", to_json(all.groups)},
                      {"tags", to_json(all.tags)},
                      {"annotations", std::move(annotations)}};
}

void line(const char* name, const std::string& text) { fmt::print("{:<13}{}\n", name, text); }

/// "piano 8, violin 2, and 10 more"
std::string shortened(const std::vector<ValueCount>& values, std::size_t shown) {
  std::vector<std::string> parts;
  for (std::size_t k = 0; k < std::min(shown, values.size()); ++k) {
    parts.push_back(fmt::format("{} {}", base::printable(values[k].value), values[k].songs));
  }
  if (values.size() > shown) parts.push_back(fmt::format("and {} more", values.size() - shown));
  return parts.empty() ? "not known" : base::joined(parts, ", ");
}

std::string with_unknown(const std::string& known, std::size_t unknown) {
  return unknown == 0 ? known : fmt::format("{}; not known of {} songs", known, unknown);
}

void print(const Statistics& all, std::size_t shown) {
  line("songs", std::to_string(all.songs));
  line("hours", with_unknown(fmt::format("{:.2f}", all.seconds / 3600), all.without_duration));
  line("notes", with_unknown(fmt::format("{:.0f}", all.notes), all.without_notes));
  line("audio", std::to_string(all.with_audio));
  line("sources", std::to_string(all.with_sources));
  line("installed", std::to_string(all.installed));
  line("datasets", shortened(all.datasets, shown));
  line("composers", shortened(all.composers, shown));
  line("instruments", shortened(all.instruments, shown));
  line("groups", shortened(all.groups, shown));
  line("tags", shortened(all.tags, shown));
  for (const auto& type : all.annotations) {
    const auto songs = static_cast<double>(type.manual + type.algorithmic);
    fmt::print("  {:<20}{:>5.1f} % of the songs: {} by hand or machine, {} by an algorithm\n",
               type.type, 100 * songs / static_cast<double>(all.songs), type.manual,
               type.algorithmic);
  }
}

}  // namespace

void add_stats(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand(
      "stats", "Songs, hours, composers, instruments and annotations of the songs of a query");
  command->footer(
      "Examples:\n"
      "  setlist stats\n"
      "  setlist stats 'composer:bach -group:test'\n"
      "  setlist stats --all instrument:piano --json");
  const QueryArgument query(*command);
  auto everything = std::make_shared<bool>(false);
  command->add_flag("--all", *everything, "Print every value, not the most frequent ten");
  command->add_flag("--json", context.json, "Print JSON");
  add_common(*command, context);
  command->callback([&context, query, everything, command] {
    QueryArgument::check_rest(*command);
    context.chosen = [&context, query, everything] {
      const auto all = selection::statistics(query.songs(context).selection());
      if (context.json) {
        fmt::print("{}\n", base::json_text(to_json(all), 2));
      } else {
        print(all, *everything ? SIZE_MAX : 10);
      }
      return 0;
    };
  });
}

}  // namespace setlist::cli

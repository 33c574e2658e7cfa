#include "cli/context.hpp"
#include "cli/query_argument.hpp"
#include "cli/table.hpp"
#include "setlist/base/json.hpp"
#include "setlist/base/text.hpp"
#include "setlist/selection/citation.hpp"
#include "setlist/selection/statistics.hpp"

#include <fmt/format.h>

namespace setlist::cli {
namespace {

using base::Json;

int run_cite(const Context& context, const QueryArgument& query) {
  const auto songs = query.songs(context);
  const std::string text = selection::bibtex(songs.selection());
  if (context.json) {
    Json::Array datasets;
    for (const auto& dataset : selection::counted(songs.selection(), "dataset")) {
      datasets.emplace_back(dataset.value);
    }
    const Json answer = Json::Object{{"datasets", std::move(datasets)}, {"bibtex", text}};
    fmt::print("{}\n", base::json_text(answer, 2));
  } else {
    fmt::print("{}", text);
  }
  return 0;
}

int run_license(const Context& context, const QueryArgument& query) {
  const auto uses = selection::licenses(query.songs(context).selection());
  if (context.json) {
    Json::Array array;
    for (const auto& use : uses) {
      array.push_back(Json::Object{{"license", use.id.empty() ? Json() : Json(use.id)},
                                   {"songs", static_cast<std::int64_t>(use.songs)},
                                   {"datasets", base::json_array(use.datasets)},
                                   {"url", use.url.empty() ? Json() : Json(use.url)}});
    }
    fmt::print("{}\n", base::json_text(array, 2));
    return 0;
  }
  Table table({"LICENSE", "SONGS", "DATASETS", "URL"});
  for (const auto& use : uses) {
    table.add({use.id.empty() ? "not stated" : use.id, std::to_string(use.songs),
               base::joined(use.datasets, ", "), use.url});
  }
  table.print();
  return 0;
}

}  // namespace

void add_cite(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand(
      "cite", "BibTeX of exactly the datasets that the songs of a query are from");
  command->footer(
      "Examples:\n"
      "  setlist cite 'instrument:violin has:score' > datasets.bib");
  const QueryArgument query(*command);
  command->add_flag("--json", context.json, "Print JSON");
  add_common(*command, context);
  command->callback([&context, query, command] {
    QueryArgument::check_rest(*command);
    context.chosen = [&context, query] { return run_cite(context, query); };
  });
}

void add_license(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("license", "The licences of exactly the songs of a query");
  command->footer(
      "Examples:\n"
      "  setlist license group:train\n"
      "  setlist list 'license:CC-BY OR license:CC0'   songs under these, in any version");
  const QueryArgument query(*command);
  command->add_flag("--json", context.json, "Print JSON");
  add_common(*command, context);
  command->callback([&context, query, command] {
    QueryArgument::check_rest(*command);
    context.chosen = [&context, query] { return run_license(context, query); };
  });
}

}  // namespace setlist::cli

#include "setlist/install/plan.hpp"

#include "cli/context.hpp"
#include "cli/install_options.hpp"
#include "setlist/base/json.hpp"
#include "setlist/base/text.hpp"
#include "setlist/install/subject.hpp"
#include "setlist/transfer/download.hpp"

#include <memory>

#include <fmt/format.h>

namespace setlist::cli {
namespace {

using base::Json;

Json to_json(const install::Plan& plan) {
  Json::Array resources;
  for (const auto& resource : plan.resources) {
    Json::Array urls;
    for (const auto& url : resource.urls) urls.emplace_back(transfer::shown(url));
    resources.push_back(Json::Object{
        {"id", resource.id},
        {"action", !resource.given.empty() ? "take"
                   : resource.keep         ? "keep"
                                           : "fetch"},
        {"urls", std::move(urls)},
        {"bytes",
         resource.size_bytes ? Json(static_cast<std::int64_t>(*resource.size_bytes)) : Json()}});
  }
  return Json::Object{{"dataset", plan.dataset},
                      {"version", plan.version},
                      {"folder", plan.folder.string()},
                      {"nothing_to_do", plan.nothing_to_do},
                      {"resources", std::move(resources)},
                      {"steps", base::json_array(plan.steps)},
                      {"fetch_bytes", static_cast<std::int64_t>(plan.fetch_bytes)},
                      {"peak_bytes", static_cast<std::int64_t>(plan.peak_bytes)},
                      {"free_bytes", static_cast<std::int64_t>(plan.free_bytes)},
                      {"songs", static_cast<std::int64_t>(plan.songs)},
                      {"license", plan.license.id},
                      {"citation", plan.citation}};
}

}  // namespace

void print_plan(const install::Plan& plan) {
  fmt::print("{} {} -> {}\n", plan.dataset, base::printable(plan.version),
             base::printable(plan.folder.string(), 500));
  if (plan.nothing_to_do) {
    fmt::print("  installed already; nothing to do\n");
    return;
  }
  for (const auto& resource : plan.resources) {
    const std::string size =
        resource.size_bytes ? base::human_bytes(*resource.size_bytes) : "size not known";
    if (!resource.given.empty()) {
      fmt::print("  take     {} from {}\n", resource.id,
                 base::printable(resource.given.string(), 500));
    } else {
      fmt::print("  {:<8} {} ({}{}) from {}\n", resource.keep ? "keep" : "fetch", resource.id, size,
                 resource.digests.empty() ? ", no digest" : "",
                 base::printable(transfer::shown(resource.urls.front())));
    }
    if (resource.unpack) fmt::print("  unpack   {}\n", resource.id);
  }
  for (const auto& step : plan.steps) fmt::print("  step     {}\n", base::printable(step, 500));
  if (plan.annotations != 0) {
    fmt::print("  convert  {} songs into {} annotation files\n", plan.songs, plan.annotations);
  }
  fmt::print("  disk     {} at the peak, {} free\n", base::human_bytes(plan.peak_bytes),
             base::human_bytes(plan.free_bytes));
  if (!plan.license.id.empty()) fmt::print("  license  {}\n", base::printable(plan.license.id));
}

void add_plan(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("plan", "What install would do; touches nothing");
  auto options = std::make_shared<InstallArguments>();
  add_install_arguments(*command, *options);
  command->add_flag("--json", context.json, "Print JSON");
  add_common(*command, context);
  command->callback([&context, options] {
    context.chosen = [&context, options] { return run_plan(context, *options); };
  });
}

int run_plan(const Context& context, const InstallArguments& arguments) {
  const auto collection = open_collection(context);
  Json::Array plans;
  for (const auto& name : arguments.datasets) {
    const auto entry = install::subject(find_dataset(*collection.selection().catalog(), name));
    const auto plan =
        install::plan(entry, install::look_at_disk(entry, arguments.from), arguments.mirrors);
    if (context.json) {
      plans.push_back(to_json(plan));
    } else {
      print_plan(plan);
    }
  }
  if (context.json) fmt::print("{}\n", base::json_text(plans, 2));
  return 0;
}

}  // namespace setlist::cli

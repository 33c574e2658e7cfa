#include "cli/context.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress_bar.hpp"
#include "cli/tell.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/json.hpp"
#include "setlist/base/text.hpp"
#include "setlist/install/installed.hpp"
#include "setlist/install/verification.hpp"

#include <memory>

#include <fmt/format.h>

namespace setlist::cli {
namespace {

using base::Json;
using install::Verification;

Json to_json(const Verification& found) {
  return Json::Object{{"dataset", found.dataset},
                      {"sound", found.is_sound()},
                      {"files", static_cast<std::int64_t>(found.files)},
                      {"bytes", static_cast<std::int64_t>(found.bytes)},
                      {"missing", base::json_array(found.missing)},
                      {"changed", base::json_array(found.changed)},
                      {"unknown", base::json_array(found.unknown)}};
}

void tell_files(const Verification& found, const std::vector<std::string>& files,
                const char* what) {
  constexpr std::size_t kNamed = 10;
  for (std::size_t k = 0; k < std::min(files.size(), kNamed); ++k) {
    tell("{}/{} {}\n", found.dataset, base::printable(files[k]), what);
  }
  if (files.size() > kNamed) tell("and {} more\n", files.size() - kNamed);
}

void print(const Verification& found) {
  tell_files(found, found.missing, "is missing");
  tell_files(found, found.changed, "is not what was installed");
  tell_files(found, found.unknown, "was not put there by setlist");
  if (found.is_sound()) {
    fmt::print("{}: {} files, {}, as they were installed\n", found.dataset, found.files,
               base::human_bytes(found.bytes));
  } else {
    tell(
        "setlist: verifying {}: {} of {} files are missing, {} are damaged; 'setlist remove {}' "
        "and "
        "install it again\n",
        found.dataset, found.missing.size(), found.files, found.changed.size(), found.dataset);
  }
}

int run_verify(const Context& context, std::vector<std::string> names) {
  const auto collection = open_collection(context);
  const auto& catalog = *collection.selection().catalog();
  if (names.empty()) {
    for (const auto& entry : catalog.datasets()) {
      if (entry.installed) names.push_back(entry.definition.name);
    }
  }
  const Interrupt interrupt;
  ProgressBar bar;
  Json::Array array;
  bool sound = true;
  for (const auto& name : names) {
    const auto found =
        install::verify(find_dataset(catalog, name), [&](const base::Progress& progress) {
          bar.show(progress);
          return !interrupt.asked();
        });
    bar.clear();
    sound = sound && found.is_sound();
    if (context.json) {
      array.push_back(to_json(found));
    } else {
      print(found);
    }
  }
  if (context.json) fmt::print("{}\n", base::json_text(array, 2));
  return static_cast<int>(sound ? base::ExitCode::kDone : base::ExitCode::kIntegrity);
}

int run_remove(const Context& context, const std::vector<std::string>& names, bool all) {
  const auto collection = open_collection(context);
  for (const auto& name : names) {
    const auto& entry = find_dataset(*collection.selection().catalog(), name);
    install::remove(entry, all);
    fmt::print("removed {}\n", entry.definition.name);
  }
  return 0;
}

}  // namespace

void add_verify(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand(
      "verify", "Read every file of installed datasets again and compare it with the receipt");
  command->footer(
      "Examples:\n"
      "  setlist verify              every dataset that is installed\n"
      "  setlist verify Starter --json");
  auto names = std::make_shared<std::vector<std::string>>();
  command->add_option("datasets", *names, "Names of datasets; none: all that are installed")
      ->type_name("DATASET");
  command->add_flag("--json", context.json, "Print JSON");
  add_common(*command, context);
  command->callback([&context, names] {
    context.chosen = [&context, names] { return run_verify(context, *names); };
  });
}

void add_remove(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("remove", "Take installed datasets from the disk");
  command->footer(
      "Examples:\n"
      "  setlist remove Starter");
  auto names = std::make_shared<std::vector<std::string>>();
  auto all = std::make_shared<bool>(false);
  command->add_option("datasets", *names, "Names of datasets")->required()->type_name("DATASET");
  command->add_flag("--all", *all, "Also files in its folder that setlist did not put there");
  add_common(*command, context);
  command->callback([&context, names, all] {
    context.chosen = [&context, names, all] { return run_remove(context, *names, *all); };
  });
}

}  // namespace setlist::cli

#include "cli/context.hpp"
#include "cli/install_options.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress_bar.hpp"
#include "cli/tell.hpp"
#include "setlist/base/error.hpp"
#include "setlist/base/text.hpp"
#include "setlist/install/installer.hpp"
#include "setlist/install/subject.hpp"

#include <memory>

#include <fmt/format.h>

namespace setlist::cli {
namespace {

/// How many failed songs are named before the rest is counted.
constexpr std::size_t kNamedFailures = 10;

void print_report(const install::InstallReport& report, const install::Plan& plan) {
  if (report.was_installed) {
    fmt::print("{} is installed already in {}\n", report.dataset,
               base::printable(plan.folder.string(), 500));
    return;
  }
  fmt::print("installed {}: {} songs, {} files in {}\n", report.dataset, plan.songs, report.files,
             base::printable(plan.folder.string(), 500));
  for (std::size_t k = 0; k < std::min(report.failed.size(), kNamedFailures); ++k) {
    tell("setlist: {}/{}: {}\n", report.dataset, base::printable(report.failed[k].song),
         report.failed[k].reason);
  }
  if (!report.failed.empty()) {
    tell(
        "setlist: installing {}: {} of {} songs lack something; all of them stand in "
        "'{}'\n",
        report.dataset, report.failed.size(), plan.songs,
        base::printable((plan.folder / catalog::kReceiptName).string(), 500));
  }
}

int run_install(const Context& context, const InstallArguments& arguments) {
  if (arguments.dry_run) return run_plan(context, arguments);
  const auto collection = open_collection(context);
  const Interrupt interrupt;
  ProgressBar bar;
  bool partial = false;
  for (const auto& name : arguments.datasets) {
    const auto entry = install::subject(find_dataset(*collection.selection().catalog(), name));
    const auto plan =
        install::plan(entry, install::look_at_disk(entry, arguments.from), arguments.mirrors);
    install::InstallOptions options;
    options.progress = [&](const base::Progress& progress) {
      bar.show(progress);
      return !interrupt.asked();
    };
    const auto report = install::install(entry, plan, options);
    bar.clear();
    print_report(report, plan);
    partial = partial || !report.failed.empty();
  }
  return static_cast<int>(partial ? base::ExitCode::kPartial : base::ExitCode::kDone);
}

}  // namespace

void add_install_arguments(CLI::App& command, InstallArguments& arguments) {
  command.add_option("datasets", arguments.datasets, "Names of datasets")
      ->required()
      ->type_name("DATASET");
  command
      .add_option("--mirror", arguments.mirrors,
                  "Look for files at this base URL first, by name; their digests decide")
      ->type_name("URL")
      ->allow_extra_args(false);
  command
      .add_option("--from", arguments.from,
                  "Take files that you have already, by name or digest; they stay as they are")
      ->type_name("FOLDER");
}

void add_install(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand(
      "install", "Download, verify, unpack and convert datasets; safe to interrupt and to repeat");
  auto arguments = std::make_shared<InstallArguments>();
  add_install_arguments(*command, *arguments);
  command->add_flag("--dry-run", arguments->dry_run, "Print the plan and stop");
  add_common(*command, context);
  command->callback([&context, arguments] {
    context.chosen = [&context, arguments] { return run_install(context, *arguments); };
  });
}

}  // namespace setlist::cli

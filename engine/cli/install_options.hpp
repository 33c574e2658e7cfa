#pragma once

#include "cli/context.hpp"
#include "setlist/install/plan.hpp"

#include <string>
#include <vector>

namespace setlist::cli {

/// What `plan` and `install` share.
struct InstallArguments {
  std::vector<std::string> datasets;
  std::vector<std::string> mirrors;
  std::string from;  ///< a folder of files that the user has already
  bool dry_run = false;
};

void add_install_arguments(CLI::App& command, InstallArguments& arguments);

void print_plan(const install::Plan& plan);

[[nodiscard]] int run_plan(const Context& context, const InstallArguments& arguments);

}  // namespace setlist::cli

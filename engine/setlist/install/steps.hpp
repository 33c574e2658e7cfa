#pragma once

#include "setlist/definition/definition.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace setlist::install {

/// How a step unpacks an archive into a folder that is there.
using StepUnpack =
    std::function<void(const std::filesystem::path& archive, const std::filesystem::path& into)>;

/// Changes the unpacked files of a dataset as its definition says, one step after the other.
/// Nothing is ever replaced: a name that is taken, and a pattern that finds nothing (but in
/// `remove`), are errors that name the step. Steps that run commands are refused.
void take_steps(const std::vector<definition::Step>& steps, const std::filesystem::path& stage,
                const StepUnpack& unpack);

/// "move inner/*.mid to midi/"
[[nodiscard]] std::string to_text(const definition::Step& step);

}  // namespace setlist::install

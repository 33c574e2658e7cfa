#pragma once

/// The whole public library. Everything here is safe to use from many threads unless it says so.

#include "setlist/base/error.hpp"
#include "setlist/base/progress.hpp"
#include "setlist/dataset/dataset.hpp"
#include "setlist/formats/audio_file.hpp"
#include "setlist/formats/ground_truth_file.hpp"
#include "setlist/formats/midi_file.hpp"
#include "setlist/install/installed.hpp"
#include "setlist/install/installer.hpp"
#include "setlist/install/subject.hpp"
#include "setlist/install/verification.hpp"
#include "setlist/loading/loader.hpp"
#include "setlist/selection/citation.hpp"
#include "setlist/selection/grouping.hpp"
#include "setlist/selection/lockfile.hpp"
#include "setlist/selection/ordering.hpp"
#include "setlist/selection/split.hpp"
#include "setlist/selection/statistics.hpp"
#include "setlist/version.hpp"

namespace setlist {

using base::Error;
using base::Progress;
using catalog::official_definitions;
using dataset::Dataset;
using dataset::Song;
using dataset::Window;
using formats::read_audio;
using formats::read_ground_truth;
using formats::read_midi;
using loading::Batch;
using loading::Loader;
using music::AudioBuffer;
using music::Note;
using music::Notes;
using music::Pianoroll;
using query::Filter;
using query::Interval;

}  // namespace setlist

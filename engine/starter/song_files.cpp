#include "starter/song_files.hpp"

#include "starter/fixed_point.hpp"
#include "starter/midi_writer.hpp"
#include "starter/performance.hpp"
#include "starter/synthesizer.hpp"
#include "starter/wav_writer.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace setlist::starter {
namespace {

struct Source {
  std::string_view instrument;
  Pcm audio;
};

/// One channel placed between the loudspeakers; the nearer one keeps the full level.
Pcm place(const Tune& tune, const Player& player, const std::vector<std::int32_t>& mono) {
  Pcm audio{tune.rate_hz, tune.channels, {}};
  if (tune.channels == 1) {
    audio.samples = mono;
    return audio;
  }
  const std::int32_t left = std::min(50, 100 - player.pan);
  const std::int32_t right = std::min(50, player.pan);
  audio.samples.reserve(2 * mono.size());
  for (const std::int32_t sample : mono) {
    audio.samples.push_back(static_cast<std::int32_t>(floor_divide(sample * left, 50)));
    audio.samples.push_back(static_cast<std::int32_t>(floor_divide(sample * right, 50)));
  }
  return audio;
}

std::vector<Source> render_sources(const Tune& tune, const std::vector<Track>& tracks) {
  std::vector<Source> sources;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    for (const Player& player : tune.parts[i].players) {
      const auto mono = synthesize(tune, tracks[i], player);
      sources.push_back({tracks[i].instrument, place(tune, player, mono)});
    }
  }
  return sources;
}

Pcm mix(const std::vector<Source>& sources) {
  Pcm recording = sources.front().audio;
  for (std::size_t i = 0; i < recording.samples.size(); ++i) {
    std::int64_t sum = 0;
    for (const Source& source : sources) sum += source.audio.samples[i];
    const auto count = static_cast<std::int64_t>(sources.size());
    recording.samples[i] = static_cast<std::int32_t>(floor_divide(sum, count));
  }
  return recording;
}

/// "source-violin-1.wav"; the number only where an instrument occurs more than once.
std::string source_name(const std::vector<Source>& sources, std::size_t index) {
  const std::string_view instrument = sources[index].instrument;
  std::string name = "source-" + std::string(instrument);
  std::replace(name.begin(), name.end(), ' ', '-');
  const auto plays_it = [&](const Source& source) { return source.instrument == instrument; };
  const auto here = sources.begin() + static_cast<std::ptrdiff_t>(index);
  if (std::count_if(sources.begin(), sources.end(), plays_it) > 1) {
    name += '-';
    name += std::to_string(std::count_if(sources.begin(), here, plays_it) + 1);
  }
  return name + ".wav";
}

Bytes performance_midi(const Tune& tune, const std::vector<Track>& tracks) {
  return write_midi(tune, tracks, {kTicksPerQuarter, tune.tempos, NoteEnd::kVelocityZero});
}

Bytes score_midi(const Tune& tune) {
  std::vector<Track> tracks;
  for (const Part& part : tune.parts) tracks.push_back(transcribe(tune, part));
  return write_midi(tune, tracks, {tune.score_division, {tune.tempos.front()}, NoteEnd::kNoteOff});
}

}  // namespace

std::vector<File> song_files(const Tune& tune) {
  std::vector<Track> tracks;
  for (const Part& part : tune.parts) tracks.push_back(perform(tune, part));
  const std::vector<Source> sources = render_sources(tune, tracks);
  const std::string folder = std::string(tune.id) + "/";
  std::vector<File> files;
  files.push_back({folder + "performance.mid", performance_midi(tune, tracks)});
  files.push_back({folder + "score.mid", score_midi(tune)});
  files.push_back({folder + "recording.wav", write_wav(mix(sources))});
  for (std::size_t i = 0; i < sources.size(); ++i) {
    files.push_back({folder + source_name(sources, i), write_wav(sources[i].audio)});
  }
  return files;
}

}  // namespace setlist::starter

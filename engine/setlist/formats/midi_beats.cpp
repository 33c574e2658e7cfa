#include "setlist/formats/midi_beats.hpp"

#include <algorithm>
#include <cmath>

namespace setlist::formats {
namespace {

constexpr std::size_t kBeatLimit = 1'000'000;

/// As numpy.isclose.
double tolerance(double value) { return 1e-8 + 1e-5 * std::abs(value); }

bool greater_or_close(double a, double b) { return a > b || std::abs(a - b) <= tolerance(b); }

bool is_compound(int numerator) { return numerator % 3 == 0 && numerator != 3; }

double beats_per_minute(double quarters_per_minute, const TimeSignature& signature) {
  const int unit = signature.denominator;
  if (unit > 32) return quarters_per_minute;
  const double tempo =
      is_compound(signature.numerator) ? quarters_per_minute / 3.0 : quarters_per_minute;
  return tempo * unit / 4.0;
}

/// Walks from beat to beat. Where real files are odd (two signatures at one time, a signature that
/// cuts a beat) the result depends on the order of these steps, which is that of pretty_midi.
class BeatWalk {
 public:
  BeatWalk(std::span<const TempoChange> tempi, std::span<const TimeSignature> signatures)
      : m_tempi(tempi), m_signatures(signatures) {
    while (next_signature() != nullptr && next_signature()->time <= 0) ++m_signature;
  }

  [[nodiscard]] double after(double beat) {
    double next = across_tempi(beat);
    if (!m_signatures.empty() && m_signature == 0) {
      const double first = m_signatures[0].time;
      if (first > beat && greater_or_close(next, first)) next = first;
    }
    if (next_signature() != nullptr && greater_or_close(next, next_signature()->time)) {
      next = next_signature()->time;
      ++m_signature;
    }
    return next;
  }

 private:
  [[nodiscard]] const TimeSignature* next_signature() const {
    return m_signature + 1 < m_signatures.size() ? &m_signatures[m_signature + 1] : nullptr;
  }
  [[nodiscard]] bool reaches_next_tempo(double time) const {
    return m_tempo + 1 < m_tempi.size() && time >= m_tempi[m_tempo + 1].time;
  }
  [[nodiscard]] double bpm() const {
    const double tempo = m_tempi[m_tempo].quarters_per_minute;
    return m_signatures.empty() ? tempo : beats_per_minute(tempo, m_signatures[m_signature]);
  }
  [[nodiscard]] double across_tempi(double beat) {
    const double next = beat + 60.0 / bpm();
    if (m_tempo + 1 >= m_tempi.size() || next <= m_tempi[m_tempo + 1].time) return next;
    double time = beat;
    double remaining = 1.0;
    while (reaches_next_tempo(time + remaining * 60.0 / bpm())) {
      const double passed = (m_tempi[m_tempo + 1].time - time) / (60.0 / bpm());
      time += passed * 60.0 / bpm();
      remaining -= passed;
      ++m_tempo;
    }
    return time + remaining * 60.0 / bpm();
  }

  std::span<const TempoChange> m_tempi;
  std::span<const TimeSignature> m_signatures;
  std::size_t m_tempo = 0;
  std::size_t m_signature = 0;
};

/// The first beat close to a time, if there is one.
std::optional<std::size_t> beat_at(std::span<const double> beats, double time) {
  const auto found =
      std::lower_bound(beats.begin(), beats.end(), time,
                       [](double beat, double wanted) { return !greater_or_close(beat, wanted); });
  if (found == beats.end() || std::abs(*found - time) > tolerance(time)) return std::nullopt;
  return static_cast<std::size_t>(found - beats.begin());
}

}  // namespace

std::optional<std::vector<double>> midi_beats(std::span<const TempoChange> tempi,
                                              std::span<const TimeSignature> signatures,
                                              double end_time) {
  std::vector<double> beats;
  BeatWalk walk(tempi, signatures);
  for (double beat = 0; beat < end_time; beat = walk.after(beat)) {
    if (beats.size() == kBeatLimit) return std::nullopt;
    beats.push_back(beat);
  }
  return beats;
}

std::vector<double> midi_downbeats(std::span<const double> beats,
                                   std::span<const TimeSignature> signatures) {
  std::vector<TimeSignature> spans(signatures.begin(), signatures.end());
  if (spans.empty() || spans.front().time > 0) spans.insert(spans.begin(), TimeSignature{});
  std::vector<double> downbeats;
  std::size_t end = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const bool last = i + 1 == spans.size();
    const std::size_t begin = beat_at(beats, spans[i].time).value_or(last ? end : 0);
    end = last ? beats.size() : beat_at(beats, spans[i + 1].time).value_or(begin);
    const int numerator = spans[i].numerator;
    const int step = is_compound(numerator) ? numerator / 3 : numerator;
    for (std::size_t k = begin; k < end; k += static_cast<std::size_t>(step)) {
      downbeats.push_back(beats[k]);
    }
  }
  return downbeats;
}

}  // namespace setlist::formats

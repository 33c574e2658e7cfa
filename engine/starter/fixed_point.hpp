#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace setlist::starter {

/// A turn of a circle is 2^32, so that phases wrap by themselves.
using Phase = std::uint32_t;

namespace detail {

inline constexpr int kQuarterSteps = 1024;

/// sin(pi/2 * i / 1024) in Q15: its Taylor polynomial up to the ninth power, with Q30 literals.
constexpr std::int32_t quarter_sine(int i) {
  constexpr std::array<std::int64_t, 5> kCoefficients{1686629713, -693598668, 85569306, -5026995,
                                                      172272};
  const std::int64_t x = (std::int64_t{1} << 30) * i / kQuarterSteps;
  const std::int64_t square = x * x >> 30;
  std::int64_t sum = 0;
  for (std::size_t k = kCoefficients.size(); k-- > 0;) {
    sum = (sum * square >> 30) + kCoefficients[k];
  }
  return static_cast<std::int32_t>(((sum * x >> 30) * 32767 + (1 << 29)) >> 30);
}

constexpr std::array<std::int32_t, 4 * kQuarterSteps> sine_table() {
  std::array<std::int32_t, 4 * kQuarterSteps> table{};
  for (int i = 0; i < kQuarterSteps; ++i) {
    table[static_cast<std::size_t>(i)] = quarter_sine(i);
    table[static_cast<std::size_t>(i + kQuarterSteps)] = quarter_sine(kQuarterSteps - i);
    table[static_cast<std::size_t>(i + 2 * kQuarterSteps)] = -quarter_sine(i);
    table[static_cast<std::size_t>(i + 3 * kQuarterSteps)] = -quarter_sine(kQuarterSteps - i);
  }
  return table;
}

inline constexpr auto kSine = sine_table();

}  // namespace detail

/// In [-32767, 32767].
[[nodiscard]] inline std::int32_t sine(Phase phase) { return detail::kSine[phase >> 20]; }

/// Phase advance a frame of a frequency in thousandths of a hertz.
[[nodiscard]] constexpr Phase phase_step(std::int64_t millihertz, int rate_hz) {
  return static_cast<Phase>((millihertz << 32) / (std::int64_t{rate_hz} * 1000));
}

/// Rounds toward minus infinity, unlike `/`.
[[nodiscard]] constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
  const std::int64_t quotient = value / divisor;
  return quotient - (value % divisor < 0 ? 1 : 0);
}

}  // namespace setlist::starter

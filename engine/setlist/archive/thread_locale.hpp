#pragma once

#include <cstdint>

#include <locale.h>

namespace setlist::archive {

/// How names come out of libarchive: as UTF-8, or as the bytes that they are.
enum class Charset : std::uint8_t { kUtf8, kBytes };

/// While it lives, the calling thread (and no other) has a locale of this charset.
///
/// libarchive converts names through the locale: in the "C" locale, which is every program's that
/// never called setlocale, a name with an accent comes back as a null pointer and a mere warning.
class ThreadLocale {
 public:
  explicit ThreadLocale(Charset charset);
  ~ThreadLocale();
  ThreadLocale(const ThreadLocale&) = delete;
  ThreadLocale& operator=(const ThreadLocale&) = delete;

 private:
  locale_t m_locale;
  locale_t m_before;
};

}  // namespace setlist::archive

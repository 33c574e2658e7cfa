#pragma once

#include <locale.h>

namespace setlist::archive {

/// While it lives, the calling thread (and no other) has a UTF-8 locale.
///
/// libarchive converts names through the locale: in the "C" locale, which is every program's that
/// never called setlocale, a name with an accent comes back as a null pointer and a mere warning.
class Utf8Locale {
 public:
  Utf8Locale();
  ~Utf8Locale();
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t m_locale;
  locale_t m_before;
};

}  // namespace setlist::archive

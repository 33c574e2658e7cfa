#include "setlist/archive/utf8_locale.hpp"

#include "setlist/base/error.hpp"

namespace setlist::archive {
namespace {

locale_t utf8_locale() {
  for (const char* name : {"C.UTF-8", "en_US.UTF-8"}) {
    const locale_t found = ::newlocale(LC_CTYPE_MASK, name, static_cast<locale_t>(nullptr));
    if (found != static_cast<locale_t>(nullptr)) return found;
  }
  throw base::ArchiveError(base::ExitCode::kFileSystem,
                           "unpacking: this system has no UTF-8 locale, expected 'C.UTF-8'");
}

}  // namespace

Utf8Locale::Utf8Locale() : m_locale(utf8_locale()), m_before(::uselocale(m_locale)) {}

Utf8Locale::~Utf8Locale() {
  ::uselocale(m_before);
  ::freelocale(m_locale);
}

}  // namespace setlist::archive

#include "setlist/archive/thread_locale.hpp"

#include "setlist/base/error.hpp"

#include <string>

namespace setlist::archive {
namespace {

locale_t locale_of(Charset charset) {
  const std::initializer_list<const char*> utf8 = {"C.UTF-8", "en_US.UTF-8"};
  const std::initializer_list<const char*> bytes = {"C"};
  for (const char* name : charset == Charset::kUtf8 ? utf8 : bytes) {
    const locale_t found = ::newlocale(LC_CTYPE_MASK, name, static_cast<locale_t>(nullptr));
    if (found != static_cast<locale_t>(nullptr)) return found;
  }
  throw base::ArchiveError(base::ExitCode::kFileSystem,
                           std::string("unpacking: this system lacks the locale '") +
                               (charset == Charset::kUtf8 ? "C.UTF-8'" : "C'"));
}

}  // namespace

ThreadLocale::ThreadLocale(Charset charset)
    : m_locale(locale_of(charset)), m_before(::uselocale(m_locale)) {}

ThreadLocale::~ThreadLocale() {
  ::uselocale(m_before);
  ::freelocale(m_locale);
}

}  // namespace setlist::archive

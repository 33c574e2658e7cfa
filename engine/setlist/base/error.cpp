#include "setlist/base/error.hpp"

#include "setlist/base/text.hpp"

#include <cerrno>
#include <system_error>

namespace setlist::base {
namespace {

ExitCode code_of(int error_number) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return ExitCode::kDiskFull;
    default:
      return ExitCode::kFileSystem;
  }
}

}  // namespace

Error::Error(ExitCode code, const std::string& sentence, Where where)
    : std::runtime_error(sentence), m_code(code), m_where(std::move(where)) {}

// std::generic_category().message is thread-safe where strerror is not.
FileError::FileError(const std::string& doing, const std::string& path, int error_number)
    : Error(code_of(error_number),
            doing + " '" + printable(path) + "': " + std::generic_category().message(error_number),
            Where{.path = path, .url = {}, .pointer = {}}) {}

}  // namespace setlist::base

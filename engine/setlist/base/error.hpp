#pragma once

#include <stdexcept>
#include <string>

namespace setlist::base {

/// How an operation ended, as the shell sees it.
enum class ExitCode : int {
  kDone = 0,
  kBug = 1,            ///< an internal error
  kUsage = 2,          ///< wrong use of the command or of an argument
  kDefinition = 3,     ///< a definition or configuration is invalid
  kRefused = 4,        ///< refused by the trust policy
  kNetwork = 5,        ///< the network failed after all retries
  kServer = 6,         ///< the server refuses for good
  kIntegrity = 7,      ///< checksum, size, CRC, truncation
  kHostile = 8,        ///< an archive, name or media file is unsafe
  kQuota = 9,          ///< a quota would be exceeded
  kDiskFull = 10,      ///< no space, quota of the file system, no inodes
  kFileSystem = 11,    ///< permission, read-only or I/O error
  kBusy = 12,          ///< another process holds the dataset
  kPartial = 13,       ///< done, but some songs failed
  kCredentials = 14,   ///< a login or password is needed or wrong
  kInterrupted = 130,  ///< stopped by the user
  kTerminated = 143    ///< stopped by SIGTERM
};

/// Where an error happened; what does not apply is empty.
struct Where {
  std::string path;     ///< a file
  std::string url;      ///< never with credentials
  std::string pointer;  ///< a JSON pointer inside `path`
};

/// What ends an operation. `what()` is one sentence: what was being done, what happened where, what
/// was expected, what to do.
class Error : public std::runtime_error {
 public:
  Error(ExitCode code, const std::string& sentence, Where where = {});

  [[nodiscard]] ExitCode exit_code() const noexcept { return m_code; }
  [[nodiscard]] const Where& where() const noexcept { return m_where; }

 private:
  ExitCode m_code;
  Where m_where;
};

/// A wrong argument, query or command line.
class UsageError : public Error {
 public:
  explicit UsageError(const std::string& sentence) : Error(ExitCode::kUsage, sentence) {}
};

/// A definition, or the configuration, cannot be used.
class DefinitionError : public Error {
 public:
  explicit DefinitionError(const std::string& sentence, Where where = {})
      : Error(ExitCode::kDefinition, sentence, std::move(where)) {}
};

/// A download failed.
class TransferError : public Error {
 public:
  using Error::Error;
};

/// Bytes are not those that were promised.
class ChecksumError : public Error {
 public:
  explicit ChecksumError(const std::string& sentence, Where where = {})
      : Error(ExitCode::kIntegrity, sentence, std::move(where)) {}
};

/// An archive is damaged, hostile or too large.
class ArchiveError : public Error {
 public:
  using Error::Error;
};

/// A media or annotation file is damaged or of a kind that is not read.
class FormatError : public Error {
 public:
  explicit FormatError(const std::string& sentence, Where where = {})
      : Error(ExitCode::kIntegrity, sentence, std::move(where)) {}
};

/// Something was asked of a dataset, or of an annotation, that is not on disk.
class NotInstalledError : public Error {
 public:
  explicit NotInstalledError(const std::string& sentence, Where where = {})
      : Error(ExitCode::kUsage, sentence, std::move(where)) {}
};

/// The file system refused: permission, space, I/O.
class FileError : public Error {
 public:
  /// The sentence is completed with the text of `error_number`, which also decides the exit code.
  FileError(const std::string& doing, const std::string& path, int error_number);
};

/// The user asked to stop.
class Interrupted : public Error {
 public:
  explicit Interrupted(const std::string& sentence) : Error(ExitCode::kInterrupted, sentence) {}
};

}  // namespace setlist::base

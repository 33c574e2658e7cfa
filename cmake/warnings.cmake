# Warnings are a property of our own targets, never a global flag that dependencies inherit.
function(setlist_warnings target)
  # GCC 12 takes the unused alternatives of a std::variant for uninitialised memory, and
  # std::string + std::string for overlapping copies.
  target_compile_options(${target} PRIVATE
                         "$<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized;-Wno-restrict>")
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
                                           -Wold-style-cast -Wcast-qual -Woverloaded-virtual
                                           -Wno-missing-field-initializers)
endfunction()

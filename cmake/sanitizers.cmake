# MIDI times must be bit for bit those of a plain double computation: no fused multiply-add.
add_compile_options(-ffp-contract=off)

if(SETLIST_SANITIZE)
  add_compile_options(-fsanitize=${SETLIST_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SETLIST_SANITIZE})
endif()

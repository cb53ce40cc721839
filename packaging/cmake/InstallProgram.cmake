# SPDX-License-Identifier: MIT
# The program and what a desktop and a shell know it by. The component `program`. What it needs to run it carries in itself.
set(app_id io.github.coroscope.Coroscope)
set(desktop ${CMAKE_CURRENT_SOURCE_DIR}/desktop)
set(share ${CMAKE_INSTALL_DATADIR})
set(zsh_folder site-functions)
if(EXISTS /etc/debian_version)
    set(zsh_folder vendor-completions)
endif()
set(COROSCOPE_ZSH_COMPLETIONS ${share}/zsh/${zsh_folder} CACHE STRING "Where zsh looks for completions")

install(TARGETS coroscope RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
install(FILES ${desktop}/${app_id}.desktop DESTINATION ${share}/applications COMPONENT program)
install(FILES ${desktop}/${app_id}.metainfo.xml DESTINATION ${share}/metainfo COMPONENT program)
install(FILES ${desktop}/${app_id}.xml DESTINATION ${share}/mime/packages COMPONENT program)
install(FILES ${desktop}/${app_id}.svg DESTINATION ${share}/icons/hicolor/scalable/apps COMPONENT program)

add_executable(coroscope_pngicons ${desktop}/pngicons.cpp)
coroscope_compile_options(coroscope_pngicons)
target_link_libraries(coroscope_pngicons PRIVATE Qt6::Svg)
foreach(size 16 22 24 32 48 64 128 256)
    set(png ${CMAKE_CURRENT_BINARY_DIR}/icon${size}.png)
    add_custom_command(OUTPUT ${png} COMMAND coroscope_pngicons ${desktop}/${app_id}.svg ${png} ${size}
        DEPENDS coroscope_pngicons ${desktop}/${app_id}.svg VERBATIM)
    install(FILES ${png} DESTINATION ${share}/icons/hicolor/${size}x${size}/apps RENAME ${app_id}.png COMPONENT program)
    list(APPEND made ${png})
endforeach()

configure_file(${CMAKE_CURRENT_SOURCE_DIR}/shell/coroscope.1 ${CMAKE_CURRENT_BINARY_DIR}/coroscope.1 @ONLY)
coroscope_compressed(${CMAKE_CURRENT_BINARY_DIR}/coroscope.1 ${CMAKE_CURRENT_BINARY_DIR}/coroscope.1.gz)
list(APPEND made ${CMAKE_CURRENT_BINARY_DIR}/coroscope.1.gz)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/coroscope.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
install(FILES ${CMAKE_CURRENT_SOURCE_DIR}/shell/coroscope.bash
    DESTINATION ${share}/bash-completion/completions RENAME coroscope COMPONENT program)
install(FILES ${CMAKE_CURRENT_SOURCE_DIR}/shell/_coroscope DESTINATION ${COROSCOPE_ZSH_COMPLETIONS} COMPONENT program)
install(FILES debian/copyright ${CMAKE_CURRENT_BINARY_DIR}/changelog.gz
    DESTINATION ${share}/doc/coroscope COMPONENT program)

// A project's own font file: its face, a text shaped, and a subset of what that took.
#include "fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "font/internal-face.h"

static int file = -1; // in memory; written anew for each input
static char path[40];

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    file = memfd_create("font", MFD_CLOEXEC);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    return file < 0 ? -1 : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    FontFile font = {.path = path, .family = STR("甲"), .style = STR("Regular"), .postscript_name = STR("A")};

    if (ftruncate(file, 0) != 0 || pwrite(file, data, size, 0) != (ssize_t)size)
        abort();
    if (font_file_open(&font, arena)) {
        Font *made = font_make(arena, &font, NULL, NULL);
        size_t n = 0, used = 1;
        ShapedGlyph *glyphs = made ? font_shape(made, arena, STR("甲2023年，fi"), NULL, &n) : NULL;
        uint32_t *ids = ARENA_ARRAY(arena, uint32_t, n + 1); // the first, 0, is kept anyway
        Diag *diag = diag_new();

        for (size_t i = 0; i < n; i++)
            if (glyphs[i].id > ids[used - 1])
                ids[used++] = glyphs[i].id;
        if (made)
            font_subset(made, arena, diag, ids + 1, used - 1);
        diag_free(diag);
    }
    arena_free(arena);
    return 0;
}

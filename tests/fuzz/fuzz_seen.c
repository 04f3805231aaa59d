// The note of what an output was made from (.gongkai-seen), as anybody may have written it, its last line
// right: it is read to its end or not, and asked of a folder that has nothing of it.
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/folder.h"
#include "compile/compile.h"

static char folder[] = "/tmp/gongkai-fuzz-seen-XXXXXX";
static char note[sizeof folder + sizeof FOLDER_SEEN + 1];

static void put_away(void)
{
    unlink(note);
    rmdir(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    if (!mkdtemp(folder))
        abort();
    snprintf(note, sizeof note, "%s/%s", folder, FOLDER_SEEN);
    atexit(put_away);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    CompileOptions options = {.folder = folder, .data_folder = str_of(folder)};
    Str bytes = {(const char *)data, size};
    FILE *file = fopen(note, "wb");

    if (!file)
        abort();
    fwrite(data, 1, size, file);
    fprintf(file, "= %016llx\n", (unsigned long long)str_hash(bytes));
    fclose(file);
    compile_current(&options, str_of(folder));
    arena_free(arena);
    return 0;
}

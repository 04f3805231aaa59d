// What documents are made by beside what they are made from: the program, its libraries, fonts.
#include <dirent.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "compile/compile.h"

// ---- the program

typedef ElfW(Nhdr) Note;

static size_t padded(size_t n)
{
    return (n + 3) & ~(size_t)3;
}

// What a linker wrote among the notes of a part of a program or a library: the same wherever that stands, and
// whatever starts it. Empty where it wrote none.
static Str id_in(Str notes)
{
    for (size_t at = 0; at + sizeof(Note) + sizeof ELF_NOTE_GNU <= notes.n;) {
        Note note;
        size_t name = at + sizeof note, says;

        memcpy(&note, notes.at + at, sizeof note);
        says = name + padded(note.n_namesz);
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == sizeof ELF_NOTE_GNU &&
            memcmp(notes.at + name, ELF_NOTE_GNU, sizeof ELF_NOTE_GNU) == 0)
            return str_slice(notes, says, says + note.n_descsz);
        at = says + padded(note.n_descsz);
    }
    return (Str){0};
}

static Str build_id(const struct dl_phdr_info *info)
{
    Str id = {0};

    for (int i = 0; i < info->dlpi_phnum && id.n == 0; i++) {
        ElfW(Addr) address = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
        Str part = {.n = info->dlpi_phdr[i].p_memsz};

        memcpy(&part.at, &address, sizeof part.at);
        if (info->dlpi_phdr[i].p_type == PT_NOTE)
            id = id_in(part);
    }
    return id;
}

// Of one without an id. Not by its inode and time of change, which are each machine's.
static void add_file(StrBuf *out, const char *path)
{
    struct stat about;

    if (stat(path, &about) == 0)
        buf_print(out, "%s %lld %lld.%09ld\n", path, (long long)about.st_size,
                  (long long)about.st_mtim.tv_sec, about.st_mtim.tv_nsec);
}

// The program comes first, by whatever name. Converters of encodings are loaded as they are asked for; the
// kernel's part is of no file.
static int add_object(struct dl_phdr_info *info, size_t size, void *tools)
{
    StrBuf *out = tools;
    bool program = out->n == 0;
    Str id = build_id(info);

    (void)size;
    if (!program && (info->dlpi_name[0] != '/' || strstr(info->dlpi_name, "/gconv/")))
        return 0;
    if (id.n)
        buf_add(out, id);
    else
        add_file(out, program ? "/proc/self/exe" : info->dlpi_name);
    return 0;
}

// ---- fonts

enum { FOLDERS_MOST = 10000 }; // of fonts: a link that leads round ends somewhere

static void add_font_file(StrBuf *out, const char *path, const struct stat *about)
{
    buf_print(out, "%s %lld %llu %lld.%09ld %lld.%09ld\n", path, (long long)about->st_size,
              (unsigned long long)about->st_ino, (long long)about->st_mtim.tv_sec, about->st_mtim.tv_nsec,
              (long long)about->st_ctim.tv_sec, about->st_ctim.tv_nsec);
}

typedef VEC(Str) Paths;

static int compare_paths(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

static void list(Arena *arena, const char *folder, Paths *paths)
{
    DIR *stream = opendir(folder);
    struct dirent *entry;

    while (stream && (entry = readdir(stream)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            *vec_push(arena, paths) = path_join(arena, str_of(folder), str_of(entry->d_name));
    if (stream)
        closedir(stream);
}

// All files at the paths and below them, in an order of their own.
static void add_fonts(StrBuf *out, Paths paths)
{
    Paths files = {0};
    size_t folders = 0;

    for (size_t i = 0; i < paths.n; i++) {
        const char *path = str_c(out->arena, paths.at[i]);
        struct stat about;

        if (stat(path, &about) != 0)
            continue;
        if (!S_ISDIR(about.st_mode))
            *vec_push(out->arena, &files) = paths.at[i];
        else if (folders++ < FOLDERS_MOST)
            list(out->arena, path, &paths);
    }
    if (files.n > 0)
        qsort(files.at, files.n, sizeof *files.at, compare_paths);
    for (size_t i = 0; i < files.n; i++) {
        struct stat about;

        if (stat(files.at[i].at, &about) == 0)
            add_font_file(out, files.at[i].at, &about);
    }
}

static Paths font_paths(Arena *arena, const CompileOptions *options)
{
    FontOptions fonts = compile_fonts(arena, options);
    FontSources sources = font_sources(arena, fonts);
    Paths paths = {0};

    for (size_t i = 0; i < sources.read.n; i++)
        *vec_push(arena, &paths) = sources.read.at[i];
    for (size_t i = 0; i < fonts.folder_count; i++)
        *vec_push(arena, &paths) = str_of(fonts.folders[i]);
    return paths;
}

Str compile_tools(Arena *arena, const CompileOptions *options, unsigned kinds)
{
    Arena *scratch = arena_new();
    StrBuf out = {.arena = scratch};

    dl_iterate_phdr(add_object, &out);
    if (kinds & (KIND_PDF | KIND_OFD | KIND_DOCX | KIND_SUBMISSION))
        add_fonts(&out, font_paths(scratch, options));
    Str tools = str_print(arena, "%016llx", (unsigned long long)str_hash(buf_str(&out)));
    arena_free(scratch);
    return tools;
}

#include "usage/usage.h"

CompileOptions compile_options(const Options *options, DataFolders folders, const char *folder)
{
    return (CompileOptions){.folder = folder,
                            .data_folder = folders.data,
                            .section = options->section,
                            .generator = STR("Gongkai " GONGKAI_VERSION),
                            .draft = options->draft,
                            .strict = options->strict,
                            .font_config = options->font_config};
}

bool options_progress(const Options *options)
{
    return !options->quiet && !options->verbose;
}

#include <stdio.h>

#include "cli/compile.h"

int command_check(const Options *options, DataFolders folders)
{
    int worst = EXIT_DONE;
    for (size_t i = 0; i < options->folder_count; i++) {
        Compilation made = compilation_make(options->folders[i], options, folders);
        const char *folder = options->folder_count > 1 ? options->folders[i] : NULL;
        int status = findings_print(made.diag, folder, options->strict);
        if (status == EXIT_DONE && made.document)
            printf(_("%s: %zu tables, %zu figures that quote a cell, nothing wrong\n"), options->folders[i],
                   made.document->table_count, made.document->quotation_count);
        worst = status > worst ? status : worst;
        compilation_free(&made);
    }
    return worst;
}

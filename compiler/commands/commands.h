// commands: what each command does; a file each, or some of the same beginning.
//
// In: what the command line says. Out: files, stdout, and the exit status: 0 done; 1 the document has errors;
// 2 wrong usage; 3 the system failed (disk, font, library). What is wrong is printed by the command itself.
#ifndef GONGKAI_COMMANDS_COMMANDS_H
#define GONGKAI_COMMANDS_COMMANDS_H

#include "usage/usage.h"

int command_build(const Options *options, DataFolders folders);
int command_plan(const Options *options, DataFolders folders);
int command_gather(const Options *options, DataFolders folders);
int command_check(const Options *options, DataFolders folders);
// Whether a folder holds web pages and is no project and no office: a publication, which check reads as one.
bool folder_is_published(const char *folder);
int command_preview(const Options *options, DataFolders folders);
int command_new(const Options *options, DataFolders folders);
int command_merge(const Options *options, DataFolders folders);
int command_convert(const Options *options, DataFolders folders);
int command_template(const Options *options, DataFolders folders);
int command_template_new(const Options *options, DataFolders folders); // of a form
int command_verify(const Options *options, DataFolders folders);
int command_diff(const Options *options, DataFolders folders);
int command_release(const Options *options,
                    DataFolders folders); // of an office: what has a status to write down
int command_menu(const Options *options, DataFolders folders);
int command_doctor(const Options *options, DataFolders folders);
int command_trace(const Options *options, DataFolders folders);
int command_office_export(const Options *options, DataFolders folders);

#endif

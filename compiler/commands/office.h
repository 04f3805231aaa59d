// Commands on an office: each of its documents is a project.
#ifndef GONGKAI_COMMANDS_OFFICE_H
#define GONGKAI_COMMANDS_OFFICE_H

#include "commands/commands.h"
#include "office/office.h"

OfficeOptions office_options(const Options *options, DataFolders folders, const char *folder);
// What --failed and --changed choose.
OfficeChoice office_choice(const Options *options, bool builds);
// The folder of a job's project, from where the user stands.
const char *office_job_folder(const OfficeRun *run, const OfficeJob *job);
// Begins the run, with what is being done shown.
bool office_begin(OfficeRun *run, const Options *options, const OfficeOptions *own, OfficeChoice choice);
// On stdout: what was found of one document.
void office_job_print(const OfficeRun *run, const OfficeJob *job, const Diag *findings);
// Ends the run, and prints all findings, each once; returns the status that they call for.
int office_finish(OfficeRun *run, Diag *all, const Options *options);
// What of the options is not of an office; false after saying so.
bool office_options_fit(const Options *options);
int office_build(const Options *options, DataFolders folders, const char *folder);

// One document of an office as a project, for a command that takes one. It is made and put into its folder;
// NULL after reporting, *status then. The run is the caller's to free.
const OfficeJob *office_one(OfficeRun *run, const Options *options, DataFolders folders, int *status);

// The same of the preview, which has it made anew as what people write is saved.
int office_preview(const Options *options, DataFolders folders,
                   int (*command)(const Options *options, DataFolders folders));
// A command on a project, on one document of an office: on the project that is made of it.
int office_as_project(const Options *options, DataFolders folders,
                      int (*command)(const Options *options, DataFolders folders));

#endif

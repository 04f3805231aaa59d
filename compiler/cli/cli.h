// cli: the commands. It alone prints and decides the exit status; each command has one file.
//
// Exit status: 0 done; 1 the document has errors; 2 wrong usage; 3 the system failed (disk, font, library).
#ifndef GONGKAI_CLI_CLI_H
#define GONGKAI_CLI_CLI_H

#include "compile/compile.h"
#include "helper/helper.h"
#include "merge/merge.h"

enum { EXIT_DONE = 0, EXIT_DOCUMENT = 1, EXIT_USAGE = 2, EXIT_SYSTEM = 3 };

typedef enum Format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF } Format; // of what check finds

typedef enum Color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } Color;

typedef enum Command { // what each is: commands.c
    COMMAND_BUILD,
    COMMAND_CHECK,
    COMMAND_PREVIEW,
    COMMAND_NEW,
    COMMAND_TRACE,
    COMMAND_CONVERT,
    COMMAND_TEMPLATE_CHECK,
    COMMAND_TEMPLATE_NEW,
    COMMAND_MERGE,
    COMMAND_VERIFY,
    COMMAND_DIFF,
    COMMAND_OFFICE_EXPORT,
    COMMAND_OFFICE_HAND_OUT,
    COMMAND_OFFICE_TAKE_IN,
    COMMAND_OFFICE_FINALIZE,
    COMMAND_OFFICE_RECORD,
    COMMAND_OFFICE_CORRECT,
    COMMAND_OFFICE_STATUS,
    COMMAND_OFFICE_VERIFY,
    COMMAND_OFFICE_CHECK,
    COMMAND_OFFICE_INDEX,
    COMMAND_OFFICE_ARCHIVE,
    COMMAND_MENU,
    COMMAND_DOCTOR,
    COMMAND_PLAN,
    COMMAND_GATHER,
    COMMAND_HELP,
    COMMAND_COUNT
} Command;

// What help is asked for beside its text: at most one.
typedef struct HelpSpec {
    bool manual;          // --man: the manual page
    int shell;            // --completion: 1 bash, 2 zsh; 0: not asked
    bool templates;       // --templates: their names
    const char *template; // --table-sets: the names of this template's
    const char *project;  // --sections: the names of this project's
    const char *folder;   // --files: all files that help makes are written to it
} HelpSpec;

// What the command line says. Strings point into argv.
typedef struct Options {
    Command command;
    unsigned kinds;  // of --to
    Format format;   // of check
    Color color;     // of what is printed on a terminal
    Tracked tracked; // --tracked: of merge
    unsigned port;   // of preview; 0: any that is free
    int year;        // of a published file; 0: it is found
    bool totals;     // of office index: sums over all that is published
    bool strict, draft, verbose, quiet;
    const char *plan;                    // --plan FILE; NULL: none
    size_t shard, shards;                // of build by a plan; of plan
    const struct PlanDocument **planned; // of build by a plan: as folders; NULL: by none
    bool anew, verify;    // of build, of several: nothing is left as it was; what is, by its bytes
    bool fix, dry_run;    // of check: what is certain is mended; of it and merge: shown, and not written
    bool no_sandbox;      // --no-sandbox: nothing is forbidden to it
    bool attach;          // --attach: the tables' data goes into the PDF and the OFD file
    bool each;            // of convert: one passage for paragraphs that differ by their row
    bool example;         // of new: a finished example instead of blanks
    bool failed, changed; // of an office: whose last check failed; what is not as it was
    bool office;          // of new: an office
    const char **folders;
    size_t folder_count;
    const char *output;               // -o; NULL: the project's own out/
    const char *section;              // --section; NULL: all
    const char *report;               // --report; NULL: none
    CopySpec copy;                    // --round, --final, --numbered: of the copy for approval
    const char *template, *table_set; // of new: NULL: the defaults; of check of a published file: it is found
    const char *list;                 // of verify: --list FILE.csv; NULL: none
    const char *department;           // of a published file; NULL: it is found
    const char *from;                 // of new: the project that it follows; of template new: the form
    const char *subject; // of trace: what is traced; of convert and merge: the file; of help: what about
    HelpSpec help;       // of help
    const char **words;  // of office: after the folder
    size_t word_count;
    const char *reason, *today; // of office: why it is corrected; instead of the clock
    Helper *helper;             // that reads PDFs; NULL: none is started
    FontConfig *font_config;    // what the sandbox asked of fontconfig; NULL: nothing
    const char *only;           // of an office: --only 101,教育局; NULL: all
} Options;

// Where Gongkai's own data stands: templates/, fonts/ and the messages.
typedef struct DataFolders {
    Str data;   // has templates/ and fonts/
    Str locale; // has zh_CN/LC_MESSAGES/gongkai.mo
} DataFolders;

// The data of an installed binary (../share/gongkai), of the build tree's, or what GONGKAI_DATA names.
DataFolders data_find(Arena *arena);
// A word of a command line that is shown, as it is typed in a shell: 'a b'.
Str shell_word(Arena *arena, const char *word);
// What starts Gongkai as this process was: the binary, or the script that GONGKAI_PROGRAM names, where a
// loader of its own stands between.
const char *program_again(Arena *arena);
// Sets LC_MESSAGES and the messages' catalogue from the environment; Chinese works on machines that have no
// Chinese locale.
void locale_set(DataFolders folders);

// False after a message on stderr where the command line cannot be used; *done set where --help or --version
// was answered.
bool options_read(Arena *arena, int argc, char **argv, Options *options, bool *done);
// What they say of compiling one folder.
CompileOptions compile_options(const Options *options, DataFolders folders, const char *folder);

// Prints every finding once, by file, line and column, with its source line and a caret, then their count.
// folder: put before file names where there are several projects; otherwise NULL. strict: warnings count as
// errors. Returns the exit status they call for.
int findings_print(const Diag *diag, const char *folder, bool strict);
// On stderr, for --verbose: what was read that lies outside the project.
void outside_print(const Project *project); // NULL is allowed
// That status alone.
int findings_status(const Diag *diag, bool strict);

// Writes a starter's files into a folder that is there. False after reporting.
bool starter_write(Arena *arena, Diag *diag, const Starter *starter, Str folder);
// With the schema for editors that the manifest's first line names, in the folder in which it looks for it: a
// copy, for then it is found wherever the project goes. The starter itself where no line names one.
const Starter *starter_with_schema(Arena *arena, Diag *diag, const Starter *starter, Str data_folder);
// Removes them, and the folders in it that they stood in.
void starter_remove(Arena *arena, const Starter *starter, Str folder);
// Writes them into a new folder, or an empty one: whole, or not at all. False after reporting.
bool folder_begin(Arena *arena, Diag *diag, Str folder, const Starter *starter);
// The year in China, in which a project is begun.
int starter_year(void);
Str starter_top(Str name); // the first component of a file's name

// A file in its place at once, written beside it as next: who reads it meanwhile has the old one or the new
// one. False after saying why.
bool file_place(const char *file, const char *next, Str bytes);

int command_build(const Options *options, DataFolders folders);
int command_plan(const Options *options, DataFolders folders);
int command_gather(const Options *options, DataFolders folders);
int command_check(const Options *options, DataFolders folders);
int command_preview(const Options *options, DataFolders folders);
int command_new(const Options *options, DataFolders folders);
int command_merge(const Options *options, DataFolders folders);
int command_convert(const Options *options, DataFolders folders);
int command_template(const Options *options, DataFolders folders);
int command_template_new(const Options *options, DataFolders folders); // of a form
int command_verify(const Options *options, DataFolders folders);
int command_diff(const Options *options, DataFolders folders);
int command_release(const Options *options, DataFolders folders);
int command_menu(const Options *options, DataFolders folders);
int command_doctor(const Options *options, DataFolders folders);
int command_trace(const Options *options, DataFolders folders);
int command_office_export(const Options *options, DataFolders folders);

#endif

// usage: the command line: which commands and options there are, what one says, and what is made of their
// table (help, manual pages, completions); where Gongkai's own data stands.
//
// In: argv and the environment. Out: Options, or a message on stderr. Errors: what cannot be used is said
// once, with where help is; then the exit status is 2.
//
// Memory: the arena's; strings point into argv.
#ifndef GONGKAI_USAGE_USAGE_H
#define GONGKAI_USAGE_USAGE_H

#include "helper/helper.h"
#include "many/many.h"
#include "merge/merge.h"
#include "tell/tell.h"

typedef enum Format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF } Format; // of what check finds

typedef enum Color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } Color;

typedef enum Command { // what each is: command-table.c
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
    const char *plan;             // --plan FILE; NULL: none
    size_t shard, shards;         // of build by a plan; of plan
    const PlanDocument **planned; // of build by a plan: as folders; NULL: by none
    bool anew, verify;            // of build, of several: nothing is left as it was; what is, by its bytes
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
// Whether what is being done is shown, where a terminal is.
bool options_progress(const Options *options);

const char *plan_file(const Options *options); // --plan, or plan.json
// NULL where it cannot be read or is none.
const Plan *plan_open(Arena *arena, const char *file);

// ---- pairs.c: what a list (verify --list) names, published files and the projects that they are held
// against

typedef struct Pair {
    const char *published, *folder; // as the list names them; empty: it does not
    uint32_t line;
    Place place;
} Pair;

typedef struct Pairs {
    VEC(Pair) at;
    bool read; // false after a finding
} Pairs;

// CSV: a file and a project a line, parted by a comma or a tab, quoted as CSV is; further fields are passed
// over, and so are blank lines and a first line whose first field is no file's name (文件,项目).
Pairs pairs_read(Arena *arena, Diag *diag, const char *list);

// `gongkai help`, which is made of the table. Returns the exit status.
int command_help(const Options *options, DataFolders folders);

#endif

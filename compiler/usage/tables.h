// The commands and their options: the one table that the reading of the command line, --help, the manual
// pages and the completions are made from. A new command is one entry in command-table.c (and its number in
// usage.h); a new option one row in option-table.c and one case in option-values.c.
//
// Texts are marked with N_() and translated where they are used. They are paragraphs without line breaks, for
// they are filled to the width at hand; in them `code` stands between backquotes.
#ifndef GONGKAI_USAGE_TABLES_H
#define GONGKAI_USAGE_TABLES_H

#include "usage/usage.h"

typedef enum OptionId {
    OPTION_TO,
    OPTION_OUTPUT,
    OPTION_SECTION,
    OPTION_PORT,
    OPTION_STRICT,
    OPTION_FORMAT,
    OPTION_REPORT,
    OPTION_FIX,
    OPTION_DRY_RUN,
    OPTION_DRAFT,
    OPTION_PLAN,
    OPTION_SHARD,
    OPTION_SHARDS,
    OPTION_ANEW,
    OPTION_VERIFY,
    OPTION_ATTACH,
    OPTION_ROUND,
    OPTION_SINCE,
    OPTION_TRACKED,
    OPTION_FINAL,
    OPTION_NUMBERED,
    OPTION_CHARTS,
    OPTION_VERBOSE,
    OPTION_QUIET,
    OPTION_COLOR,
    OPTION_TEMPLATE,
    OPTION_TABLE_SET,
    OPTION_DEPARTMENT,
    OPTION_LIST,
    OPTION_YEAR,
    OPTION_EXAMPLE,
    OPTION_EACH,
    OPTION_ONLY,
    OPTION_FAILED,
    OPTION_CHANGED,
    OPTION_OFFICE,
    OPTION_FROM,
    OPTION_REASON,
    OPTION_TODAY,
    OPTION_TOTALS,
    OPTION_MAN,
    OPTION_COMPLETION,
    OPTION_TEMPLATES,
    OPTION_TABLE_SETS,
    OPTION_SECTIONS,
    OPTION_FILES,
    OPTION_NO_SANDBOX,
    OPTION_VERSION,
    OPTION_HELP,
    OPTION_COUNT
} OptionId;

// What stands after the command beside options.
typedef enum Operands {
    OPERANDS_PROJECTS,    // [DIR…], this folder where none is named
    OPERANDS_PROJECT,     // [DIR]
    OPERANDS_FOLDER,      // DIR
    OPERANDS_FILE_FOLDER, // FILE DIR: the subject and a folder
    OPERANDS_TRACE,       // DIR FIGURE; the figure may have been read as an option (-0.5)
    OPERANDS_VERIFY,      // FILE DIR, or none beside --list
    OPERANDS_VERSIONS,    // A [B]
    OPERANDS_OFFICE,      // [DIR] and what the command is about
    OPERANDS_COMMAND      // [COMMAND]
} Operands;

// What is asked of the folders that are named; a project's manifest stands for its folder in all but NEW.
typedef enum FolderKind { FOLDER_IS, FOLDER_NEW, FOLDER_OR_NEW, FOLDER_OR_FILE, FOLDER_OR_NAME } FolderKind;

typedef struct CommandExample {
    const char *line; // after “gongkai ”
    const char *says;
} CommandExample;

typedef struct CommandSpec {
    const char *name;     // one word or two
    const char *synopsis; // its forms, a line each, without the name; options that it does not name are added
    const char *summary;
    const char *description; // paragraphs, with a line break between
    CommandExample examples[2];
    Operands operands;
    FolderKind folders;
    size_t least, most; // of OPERANDS_OFFICE: words after the folder
} CommandSpec;

const CommandSpec *command_spec(Command command);

typedef enum OptionTakes {
    TAKES_NONE,
    TAKES_TEXT,
    TAKES_NUMBER,
    TAKES_FOLDER,  // that is written to
    TAKES_PROJECT, // a folder that is there
    TAKES_FILE,
    TAKES_CHOICE,  // one of its choices
    TAKES_CHOICES, // some of them, with commas
    TAKES_SECTION, // of the project
    TAKES_TEMPLATE,
    TAKES_TABLE_SET
} OptionTakes;

#define OF(command) (UINT64_C(1) << COMMAND_##command)
#define OF_ALL (~UINT64_C(0))

// An option as some commands have it: where it means something else to others, those have another row.
typedef struct OptionSpec {
    OptionId id;
    char letter;      // 0: none
    const char *name; // without its hyphens
    uint64_t commands;
    OptionTakes takes;
    const char *shown;   // what stands for its value; NULL: it has none
    const char *choices; // with blanks between; NULL: none
    const char *help;
} OptionSpec;

const OptionSpec *option_specs(size_t *n);

// A name that an option had before: still understood, and nowhere told.
typedef struct OptionEarlier {
    OptionId id;
    const char *name;
} OptionEarlier;

const OptionEarlier *options_earlier(size_t *n);
// As a command has it; NULL where it has none such.
const OptionSpec *option_of(OptionId id, Command command);

// ---- what is made of them

// Its forms after “gongkai NAME ”, *n of them: the synopsis, in the first also each option that it does not
// name.
Str *command_forms(Arena *arena, Command command, size_t *n);

void help_overview_print(void);
void help_command_print(Command command);
void help_group_print(const char *word); // of commands of two words: all that begin with it
// The manual page of a command, of Gongkai itself where it is NULL, as roff for man(7); its file's name.
Str manual_page(Arena *arena, const Command *command);
Str manual_name(Arena *arena, const Command *command);
Str completion_bash(Arena *arena);
Str completion_zsh(Arena *arena);

// The command whose name stands at the beginning of argv[0 … n), and of how many words it is: 0 where there
// is none.
int command_match(int n, char **argv, Command *command);
bool command_is_group(const char *word); // commands of two words begin with it

#endif

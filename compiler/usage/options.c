#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "office/office.h"
#include "usage/reading.h"

// ---- help

// Whether it is asked for, wherever: no other mistake stands before it.
static bool help_wanted(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "-h") == 0 || strcmp(argv[i], "--help") == 0)
            return true;
    return false;
}

static bool help_print(Reading *reading, int n, char **argv)
{
    Command command;

    if (n == 0 || argv[0][0] == '-')
        help_overview_print();
    else if (command_match(n, argv, &command) > 0)
        help_command_print(command);
    else if (command_is_group(argv[0]) && (n == 1 || argv[1][0] == '-'))
        help_group_print(argv[0]);
    else
        return command_unknown(reading, n, argv);
    return true;
}

// An amount below zero, which looks like an option: one.
static bool amount_take(const Reading *reading, const char *amount)
{
    if (reading->options->subject)
        return usage_error(reading, _("there is no option “%s”%s"), amount, "");
    reading->options->subject = amount;
    return true;
}

// ---- all that begins with a hyphen

enum { LONG_BASE = 256 }; // what getopt_long returns for a long option: its id beyond all letters

typedef struct Getopt {
    StrBuf letters;
    VEC(struct option) names;
} Getopt;

static Getopt getopt_made(Arena *arena)
{
    Getopt made = {.letters = {.arena = arena}};
    bool seen[OPTION_COUNT] = {0};
    size_t n;
    const OptionSpec *specs = option_specs(&n);

    // No option begins with a digit or a point: -0.5 is an amount, all of it.
    buf_add_c(&made.letters, ":0::1::2::3::4::5::6::7::8::9::.::");
    for (size_t i = 0; i < n; i++)
        if (!seen[specs[i].id]) {
            bool takes = specs[i].takes != TAKES_NONE;

            seen[specs[i].id] = true;
            if (specs[i].letter)
                buf_print(&made.letters, "%c%s", specs[i].letter, takes ? ":" : "");
            *vec_push(arena, &made.names) = (struct option){
                specs[i].name, takes ? required_argument : no_argument, NULL, LONG_BASE + (int)specs[i].id};
        }
    const OptionEarlier *earlier = options_earlier(&n);
    for (size_t i = 0; i < n; i++)
        *vec_push(arena, &made.names) =
            (struct option){earlier[i].name, no_argument, NULL, LONG_BASE + (int)earlier[i].id};
    vec_push(arena, &made.names);
    return made;
}

static OptionId id_of(int option)
{
    size_t n;
    const OptionSpec *specs = option_specs(&n);

    for (size_t i = 0; option < LONG_BASE && i < n; i++)
        if (specs[i].letter == option)
            return specs[i].id;
    return (OptionId)(option - LONG_BASE);
}

static bool option_unknown(Reading *reading, const char *name)
{
    VEC(Str) known = {0};
    size_t n;
    const OptionSpec *specs = option_specs(&n);
    Str written = str_of(name);
    ptrdiff_t equals = str_find_char(written, '=', 0);

    for (size_t i = 0; i < n; i++)
        if (!reading->spec || option_of(specs[i].id, reading->options->command) == &specs[i])
            *vec_push(reading->arena, &known) = str_print(reading->arena, "--%s", specs[i].name);
    written = equals < 0 ? written : str_slice(written, 0, (size_t)equals);
    return usage_error(reading, _("there is no option “%s”%s"), name,
                       usage_hint(reading->arena, str_c(reading->arena, written), known.at, known.n));
}

// The word with a letter that is no option's: getopt may be in the midst of it (-to), and then does not say.
static const char *word_with(int argc, char **argv, int letter)
{
    for (int i = 1; i < argc; i++)
        if (argv[i][0] == '-' && argv[i][1] != '-' && strchr(argv[i] + 1, letter))
            return argv[i];
    return argv[optind - 1];
}

// What getopt could not take: '?' or ':'. False after saying why.
static bool option_refused(Reading *reading, int argc, char **argv, int why)
{
    const char *word = argv[optind - 1];

    command_peek(argc, argv, reading);
    if (why == ':')
        return usage_error(reading, _("“%s” wants a value"), word);
    if (optopt >= LONG_BASE)
        return usage_error(reading, _("“%s” takes no value"),
                           str_print(reading->arena, "%.*s", (int)strcspn(word, "="), word).at);
    return option_unknown(reading, optopt > 0 ? word_with(argc, argv, optopt) : word);
}

// The options of the command line, in any order, unread.
static bool options_gather(int argc, char **argv, Reading *reading, bool *done)
{
    Getopt made = getopt_made(reading->arena);
    int option;

    opterr = 0;
    while ((option = getopt_long(argc, argv, buf_str(&made.letters).at, made.names.at, NULL)) != -1) {
        if (option == '?' || option == ':')
            return option_refused(reading, argc, argv, option);
        if (option == '.' || (option >= '0' && option <= '9')) {
            if (!amount_take(reading, argv[optind - 1]))
                return false;
            continue;
        }
        *vec_push(reading->arena, &reading->given) = (Given){id_of(option), optarg ? optarg : ""};
        if (id_of(option) == OPTION_VERSION) {
            puts("gongkai " GONGKAI_VERSION);
            return *done = true;
        }
    }
    return true;
}

// "build, preview".
static const char *commands_with(Arena *arena, OptionId id)
{
    StrBuf list = {.arena = arena};

    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (option_of(id, (Command)i))
            buf_print(&list, "%s%s", list.n > 0 ? ", " : "", command_spec((Command)i)->name);
    return buf_str(&list).at;
}

static bool options_take(Reading *reading)
{
    size_t n;
    const OptionSpec *specs = option_specs(&n);

    for (size_t i = 0; i < reading->given.n; i++) {
        const Given *given = &reading->given.at[i];
        const OptionSpec *spec = option_of(given->id, reading->options->command);

        for (size_t k = 0; !spec && k < n; k++)
            if (specs[k].id == given->id)
                return usage_error(reading, _("%s takes no --%s: that is of %s"), reading->spec->name,
                                   specs[k].name, commands_with(reading->arena, given->id));
        if (!option_take(reading, spec, given->argument))
            return false;
    }
    return true;
}

// ---- what fits together

// What a plan says is not said again beside it.
static bool plan_says_rest(const Reading *reading)
{
    static const OptionId said[] = {OPTION_TO, OPTION_OUTPUT, OPTION_STRICT, OPTION_DRAFT, OPTION_ATTACH};

    for (size_t i = 0; i < reading->given.n; i++)
        for (size_t k = 0; k < sizeof said / sizeof said[0]; k++)
            if (reading->given.at[i].id == said[k])
                return usage_error(reading, _("--%s is said when the plan is made: gongkai plan"),
                                   option_of(said[k], COMMAND_BUILD)->name);
    return true;
}

// The copy for approval is not published: it stands in no folder with what is.
static bool copy_fits(const Reading *reading)
{
    const Options *options = reading->options;
    const CopySpec *copy = &options->copy;

    if ((options->kinds & KIND_DOCX) && options->kinds != KIND_DOCX)
        return usage_error(reading,
                           _("a copy for approval is not published: build it alone, with --to docx"));
    if ((options->kinds & KIND_SUBMISSION) && options->kinds != KIND_SUBMISSION)
        return usage_error(reading,
                           _("what a web site is handed is an archive of all that it takes: build it alone, "
                             "with --to submission"));
    if ((copy->round || copy->final || copy->numbered || copy->charts || copy->since) &&
        options->kinds != KIND_DOCX)
        return usage_error(reading, _("--round, --final, --since, --numbered and --charts are of --to docx"));
    if (copy->round && copy->final)
        return usage_error(reading, _("the final copy has no round: leave out --round or --final"));
    return true;
}

static bool options_fit(const Reading *reading)
{
    const Options *options = reading->options;

    if (options->subject && options->command != COMMAND_TRACE) // an amount
        return usage_error(reading, _("there is no option “%s”%s"), options->subject, "");
    if (options->dry_run && !options->fix && options->command == COMMAND_CHECK)
        return usage_error(reading, _("--dry-run is of --fix"));
    if (options->fix && options->format != FORMAT_TEXT)
        return usage_error(reading, _("--fix writes its diff as text: leave out --format"));
    if (options->attach && !(options->kinds & (KIND_PDF | KIND_OFD)))
        return usage_error(reading, _("--attach wants a PDF or an OFD file: add pdf or ofd to --to"));
    if (options->command == COMMAND_TEMPLATE_NEW && !options->from)
        return usage_error(reading, _("template new wants a form: --from FORM"));
    if (options->command == COMMAND_PLAN &&
        (!options->output || options->shards == 0 || (options->kinds & (KIND_DOCX | KIND_SUBMISSION))))
        return usage_error(reading,
                           _("plan wants an output folder and a number of shards: -o OUT --shards N"));
    if (options->command == COMMAND_BUILD && !options->plan != (options->shard == 0))
        return usage_error(reading, _("--plan FILE and --shard N go together"));
    if (options->command == COMMAND_BUILD && options->plan && !plan_says_rest(reading))
        return false;
    return copy_fits(reading);
}

// ---- words beside options

// False after saying what is to stand there.
static bool operands_wrong(const Reading *reading)
{
    StrBuf shown = {.arena = reading->arena};
    size_t n;
    Str *forms = command_forms(reading->arena, reading->options->command, &n);

    for (size_t i = 0; i < n; i++)
        buf_print(&shown, "\n  gongkai %s %.*s", reading->spec->name, STR_ARG(forms[i]));
    return usage_error(reading, _("other words are to stand there:%s"), buf_str(&shown).at);
}

static bool folders_take(Reading *reading, int n, char **argv)
{
    Options *options = reading->options;

    options->folder_count = n > 0 ? (size_t)n : 1;
    options->folders = ARENA_ARRAY(reading->arena, const char *, options->folder_count);
    options->folders[0] = ".";
    for (int i = 0; i < n; i++)
        options->folders[i] = argv[i];
    for (size_t i = 0; i < options->folder_count; i++)
        if (!folder_take(reading, reading->spec->folders, &options->folders[i]))
            return false;
    return true;
}

// The command that help is asked about, or the first word of some.
static bool subject_take(const Reading *reading, int n, char **argv)
{
    Command about;
    int words = command_match(n, argv, &about);

    if (n > 0 && (words > 0 ? words != n : n > 1 || !command_is_group(argv[0])))
        return command_unknown(reading, n, argv);
    if (n > 0)
        reading->options->subject = words > 0 ? command_spec(about)->name : argv[0];
    return true;
}

// What stands on the command line beside options: after the command, argv[0 … n).
static bool operands_take(Reading *reading, int n, char **argv)
{
    Options *options = reading->options;
    int folder = 0; // where the folders begin

    switch (reading->spec->operands) {
    case OPERANDS_PROJECTS:
        if (options->plan && options->command == COMMAND_BUILD)
            return n == 0 ? plan_take(reading) : operands_wrong(reading);
        return folders_take(reading, n, argv);
    case OPERANDS_PROJECT:
        return n <= 1 ? folders_take(reading, n, argv) : operands_wrong(reading);
    case OPERANDS_FOLDER:
        return n == 1 ? folders_take(reading, n, argv) : operands_wrong(reading);
    case OPERANDS_VERSIONS:
        return n == 1 || n == 2 ? folders_take(reading, n, argv) : operands_wrong(reading);
    case OPERANDS_TRACE:
        if (n != (options->subject ? 1 : 2))
            return operands_wrong(reading);
        options->subject = options->subject ? options->subject : argv[1];
        return folders_take(reading, 1, argv);
    case OPERANDS_COMMAND:
        return subject_take(reading, n, argv);
    case OPERANDS_VERIFY:
        if (options->list)
            return n == 0 ? folders_take(reading, n, argv) : operands_wrong(reading);
        // fallthrough
    case OPERANDS_FILE_FOLDER:
        if (n != 2)
            return operands_wrong(reading);
        options->subject = argv[0];
        folder = 1;
        return file_take(reading, argv[0]) && folders_take(reading, 1, argv + folder);
    case OPERANDS_OFFICE:
        folder = n > 0 && office_is(argv[0]);
        options->words = (const char **)argv + folder;
        options->word_count = (size_t)(n - folder);
        return options->word_count >= reading->spec->least && options->word_count <= reading->spec->most
                   ? folders_take(reading, folder, argv)
                   : operands_wrong(reading);
    }
    return false;
}

bool options_read(Arena *arena, int argc, char **argv, Options *options, bool *done)
{
    Reading reading = {.arena = arena, .options = options};
    int words;

    *options = (Options){.kinds = KIND_ALL};
    if (help_wanted(argc, argv)) {
        *done = true;
        return help_print(&reading, argc - 1, argv + 1);
    }
    if (!options_gather(argc, argv, &reading, done))
        return false;
    if (*done)
        return true;
    if (optind >= argc)
        return usage_error(&reading, _("say what to do"));
    words = command_match(argc - optind, argv + optind, &options->command);
    if (words == 0)
        return command_unknown(&reading, argc - optind, argv + optind);
    reading.spec = command_spec(options->command);
    return options_take(&reading) && options_fit(&reading) &&
           operands_take(&reading, argc - optind - words, argv + optind + words);
}

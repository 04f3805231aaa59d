#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/cli.h"

enum {
    OPTION_TO = 256,
    OPTION_OUTPUT,
    OPTION_SECTION,
    OPTION_PORT,
    OPTION_STRICT,
    OPTION_FORMAT,
    OPTION_REPORT,
    OPTION_FIX,
    OPTION_DRY_RUN,
    OPTION_DRAFT,
    OPTION_PDF_ATTACH,
    OPTION_ROUND,
    OPTION_SINCE,
    OPTION_TRACKED,
    OPTION_FINAL,
    OPTION_NUMBERED,
    OPTION_CHARTS,
    OPTION_VERBOSE,
    OPTION_TEMPLATE,
    OPTION_TABLE_SET,
    OPTION_DEPARTMENT,
    OPTION_LIST,
    OPTION_YEAR,
    OPTION_EXAMPLE,
    OPTION_EACH,
    OPTION_FROM,
    OPTION_NO_SANDBOX,
    OPTION_VERSION,
    OPTION_HELP,
    OPTION_END
};

static const char *const command_names[COMMAND_COUNT] = {
    [COMMAND_BUILD] = "build",       [COMMAND_CHECK] = "check", [COMMAND_PREVIEW] = "preview",
    [COMMAND_NEW] = "new",           [COMMAND_TRACE] = "trace", [COMMAND_CONVERT] = "convert",
    [COMMAND_TEMPLATE] = "template", [COMMAND_MERGE] = "merge", [COMMAND_VERIFY] = "verify",
    [COMMAND_DIFF] = "diff"};

// Whose an option is.
enum {
    OF_BUILD = 1 << COMMAND_BUILD,
    OF_CHECK = 1 << COMMAND_CHECK,
    OF_PREVIEW = 1 << COMMAND_PREVIEW,
    OF_NEW = 1 << COMMAND_NEW,
    OF_TEMPLATE = 1 << COMMAND_TEMPLATE,
    OF_MERGE = 1 << COMMAND_MERGE,
    OF_VERIFY = 1 << COMMAND_VERIFY,
    OF_DIFF = 1 << COMMAND_DIFF,
    OF_CONVERT = 1 << COMMAND_CONVERT,
    OF_ALL = (1 << COMMAND_COUNT) - 1
};

typedef struct OptionOwner {
    const char *name;
    int option;
    unsigned commands;
} OptionOwner;

static const OptionOwner owners[] = {
    {"--to", OPTION_TO, OF_BUILD},
    {"-o", OPTION_OUTPUT, OF_BUILD},
    {"--section", OPTION_SECTION, OF_BUILD | OF_PREVIEW},
    {"--port", OPTION_PORT, OF_PREVIEW},
    {"--strict", OPTION_STRICT, OF_BUILD | OF_CHECK | OF_TEMPLATE},
    {"--format", OPTION_FORMAT, OF_CHECK | OF_DIFF},
    {"--report", OPTION_REPORT, OF_CHECK | OF_DIFF},
    {"--list", OPTION_LIST, OF_VERIFY},
    {"--fix", OPTION_FIX, OF_CHECK},
    {"--dry-run", OPTION_DRY_RUN, OF_CHECK | OF_MERGE},
    {"--tracked", OPTION_TRACKED, OF_MERGE},
    {"--draft", OPTION_DRAFT, OF_BUILD | OF_PREVIEW},
    {"--pdf-attach", OPTION_PDF_ATTACH, OF_BUILD},
    {"--round", OPTION_ROUND, OF_BUILD},
    {"--since", OPTION_SINCE, OF_BUILD},
    {"--final", OPTION_FINAL, OF_BUILD},
    {"--numbered", OPTION_NUMBERED, OF_BUILD},
    {"--charts", OPTION_CHARTS, OF_BUILD},
    {"--template", OPTION_TEMPLATE, OF_NEW | OF_CHECK},
    {"--table-set", OPTION_TABLE_SET, OF_NEW | OF_CHECK},
    {"--department", OPTION_DEPARTMENT, OF_CHECK},
    {"--year", OPTION_YEAR, OF_CHECK},
    {"--example", OPTION_EXAMPLE, OF_NEW},
    {"--each", OPTION_EACH, OF_CONVERT},
    {"--from", OPTION_FROM, OF_NEW | OF_TEMPLATE},
    {"--verbose", OPTION_VERBOSE, OF_ALL},
    {"--no-sandbox", OPTION_NO_SANDBOX, OF_ALL},
};

// No option begins with a digit or a point: -0.5 is an amount, all of it.
#define SHORT_OPTIONS ":o:0::1::2::3::4::5::6::7::8::9::.::"

static const struct option long_options[] = {
    {"to", required_argument, NULL, OPTION_TO},
    {"output", required_argument, NULL, OPTION_OUTPUT},
    {"section", required_argument, NULL, OPTION_SECTION},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"report", required_argument, NULL, OPTION_REPORT},
    {"fix", no_argument, NULL, OPTION_FIX},
    {"dry-run", no_argument, NULL, OPTION_DRY_RUN},
    {"port", required_argument, NULL, OPTION_PORT},
    {"strict", no_argument, NULL, OPTION_STRICT},
    {"draft", no_argument, NULL, OPTION_DRAFT},
    {"pdf-attach", no_argument, NULL, OPTION_PDF_ATTACH},
    {"tracked", required_argument, NULL, OPTION_TRACKED},
    {"since", required_argument, NULL, OPTION_SINCE},
    {"round", required_argument, NULL, OPTION_ROUND},
    {"final", no_argument, NULL, OPTION_FINAL},
    {"numbered", no_argument, NULL, OPTION_NUMBERED},
    {"charts", no_argument, NULL, OPTION_CHARTS},
    {"verbose", no_argument, NULL, OPTION_VERBOSE},
    {"template", required_argument, NULL, OPTION_TEMPLATE},
    {"table-set", required_argument, NULL, OPTION_TABLE_SET},
    {"list", required_argument, NULL, OPTION_LIST},
    {"department", required_argument, NULL, OPTION_DEPARTMENT},
    {"year", required_argument, NULL, OPTION_YEAR},
    {"example", no_argument, NULL, OPTION_EXAMPLE},
    {"each", no_argument, NULL, OPTION_EACH},
    {"from", required_argument, NULL, OPTION_FROM},
    {"no-sandbox", no_argument, NULL, OPTION_NO_SANDBOX},
    {"version", no_argument, NULL, OPTION_VERSION},
    {"help", no_argument, NULL, OPTION_HELP},
    {0},
};

static void help_print(void)
{
    fputs(
        _("usage: gongkai build [DIR…] [--to pdf,html,xlsx,data] [-o OUT] [--section NAME] [--strict] "
          "[--draft] [--pdf-attach]\n"
          "       gongkai build [DIR…] --to docx [--round N | --final] [--since OLD] [--numbered] [--charts] "
          "[-o OUT]\n"
          "       gongkai check [DIR…|FILE…] [--strict] [--format text|json|sarif] [--report FILE.html] "
          "[--fix [--dry-run]]\n"
          "       gongkai preview [DIR] [--section NAME] [--port N] [--draft]\n"
          "       gongkai new DIR [--example] [--template NAME] [--table-set NAME] [--from DIR]\n"
          "       gongkai trace DIR FIGURE|VALUE|CELL\n"
          "       gongkai convert IN.{docx,odt,html,pdf,txt,md} DIR [--each]\n"
          "       gongkai merge EDITED.docx DIR [--tracked accept|reject|list] [--dry-run]\n"
          "       gongkai verify PUBLISHED DIR | --list FILE.csv\n"
          "       gongkai diff A [B] [--format text|json] [--report FILE.html]\n"
          "       gongkai template check NAME|DIR [--strict]\n"
          "       gongkai template new DIR --from FORM.{xlsx,xls,ods,docx}\n"
          "\n"
          "Builds the public disclosure of a department's budget or accounts: a PDF and a web site\n"
          "in which every figure of the text is bound to a cell of the tables, and the tables\n"
          "as workbooks and open data.\n"
          "\n"
          "  build            check, then write all kinds of output to out/ in the project\n"
          "  check            report all that is wrong, write nothing but what --fix mends; of a published "
          "FILE\n"
          "                   (.pdf, .docx, .odt, .html) without its project, at its pages\n"
          "  preview          show it in the browser while it is written, built anew at each save\n"
          "  new              begin a project in DIR, to be filled in: check lists what; with --from it "
          "goes\n"
          "                   on from last year's, with --example it is a finished example\n"
          "  trace            say what cells a figure is made from and everywhere they are used; takes a\n"
          "                   figure, an amount (51.8, 51.8万元) or a cell (tables/表.csv:5:12, Sheet!B7)\n"
          "  convert          make DIR's sections of a text that was published for the year of its tables, "
          "the\n"
          "                   amounts bound to cells\n"
          "  merge            take what was changed in a Word copy back into DIR's sections, the figures\n"
          "                   still bound; what touches a figure is said, not taken\n"
          "  verify           say whether what was published (PDF, web page, workbook) is what DIR builds; "
          "exit status\n"
          "                   1 where it is not; --list: pairs of a file and a project, a line each\n"
          "  diff             two versions of a document, projects or files, sentence by sentence and cell "
          "by cell\n"
          "  template check   evaluate everything in a template once, in each of its table sets\n"
          "  template new     begin a template in DIR from a form: its tables, their heads and fixed rows\n"
          "\n"
          "  DIR              a project folder, with gongkai.yaml in it (default: this folder)\n"
          "  --to KINDS       what to make: pdf, html, xlsx (a workbook a table, and one of all),\n"
          "                   data (CSV and datapackage.json), with commas (default: all); docx, alone:\n"
          "                   the Word copy that goes round for approval, to out-review/\n"
          "  -o, --output OUT write to this folder; of several DIRs each gets a folder of its own in it\n"
          "  --section NAME   one section alone, by number, heading or file, with its true numbers,\n"
          "                   to out-section/\n"
          "  --format FORMAT  what check finds as text, json or sarif (default: text)\n"
          "  --report FILE    what check did and found, as a page of HTML\n"
          "  --fix            mend in sections/ what is certain, show the changes as a diff, then check;\n"
          "                   with --dry-run nothing is written\n"
          "  --port N         of preview: the port to listen on, on this machine alone (default: any\n"
          "                   that is free)\n"
          "  --department NAME, --year N   of check of a published FILE, beside --template and --table-set: "
          "what\n"
          "                   cannot be told from it\n"
          "  --strict         warnings are errors\n"
          "  --draft          build in spite of errors, every page marked as a draft\n"
          "  --pdf-attach     put the tables' workbooks and open data into the PDF (PDF/A-3)\n"
          "  --round N        of --to docx: the copy's round (default: 1)\n"
          "  --tracked HOW    of merge: tracked changes are accepted (default), rejected, or listed\n"
          "  --final          of --to docx: without the head, the sheet to be signed and the key figures\n"
          "  --since OLD      of --to docx: what changed since an earlier copy (.docx), or another folder's "
          "text,\n"
          "                   stands as tracked changes\n"
          "  --numbered       of --to docx: paragraph numbers in the margin\n"
          "  --charts         of --to docx: charts too, as Word's own; without it their titles\n"
          "  --verbose        say how each table was read (file, range, unit, lines passed over), what was\n"
          "                   read outside the project, which fonts were taken, where the time went\n"
          "  --template NAME  the kind of document, a name from templates/ or a path: department-budget\n"
          "                   (default), department-accounts, unit-budget, unit-accounts\n"
          "  --table-set NAME the statutory tables, one of the template's sets (default: national)\n"
          "  --example        of new: an example with invented figures, marked so on every page\n"
          "  --each           of convert: paragraphs that differ by their row alone become one passage,\n"
          "                   what they say of each row goes to tables/说明.csv\n"
          "  --from DIR       of new: last year's project, or the budget for accounts of its year;\n"
          "                   of template new: the form\n"
          "  --no-sandbox     let it read and write whatever you may (docs/security.md)\n"
          "  --version, --help\n"
          "\n"
          "Exit status: 0 done, 1 the document has errors, 2 wrong usage, 3 the system failed.\n"),
        stdout);
}

static bool usage_error(const char *format, const char *what)
{
    fputs("gongkai: ", stderr);
    fprintf(stderr, format, what ? what : "");
    fputs(_("\nTry “gongkai --help”.\n"), stderr);
    return false;
}

static bool kinds_read(const char *text, unsigned *kinds)
{
    *kinds = 0;
    for (Str rest = str_of(text); rest.n > 0;) {
        ptrdiff_t comma = str_find_char(rest, ',', 0);
        Str kind = str_trim(comma < 0 ? rest : str_slice(rest, 0, (size_t)comma));
        rest = comma < 0 ? (Str){0} : str_slice(rest, (size_t)comma + 1, rest.n);
        Kind known = kind_of(kind);
        if (known == 0)
            return false;
        *kinds |= known;
    }
    return *kinds != 0;
}

static bool format_read(const char *text, Format *format)
{
    static const char *const names[] = {"text", "json", "sarif"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(text, names[i]) == 0) {
            *format = (Format)i;
            return true;
        }
    return false;
}

static bool is_page(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot && (strcasecmp(dot, ".html") == 0 || strcasecmp(dot, ".htm") == 0);
}

static bool port_read(const char *text, unsigned *port)
{
    *port = 0;
    for (const char *at = text; *at; at++) {
        if (*at < '0' || *at > '9' || *port > 65535)
            return false;
        *port = *port * 10 + (unsigned)(*at - '0');
    }
    return *port >= 1 && *port <= 65535;
}

static bool tracked_read(const char *text, Tracked *tracked)
{
    static const char *const names[] = {"accept", "reject", "list"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(text, names[i]) == 0) {
            *tracked = (Tracked)i;
            return true;
        }
    return false;
}

static bool round_read(const char *text, int *round)
{
    *round = 0;
    for (const char *at = text; *at; at++) {
        if (*at < '0' || *at > '9' || *round > 99)
            return false;
        *round = *round * 10 + (*at - '0');
    }
    return *round >= 1 && *round <= 99;
}

// One option; false where it cannot be used.
static bool option_take(int option, Options *options, bool *done, const char *argument)
{
    switch (option) {
    case OPTION_TO:
        return kinds_read(argument, &options->kinds) ||
               usage_error(_("--to takes pdf, html, xlsx and data, with commas between, or docx, not “%s”"),
                           argument);
    case OPTION_OUTPUT:
        options->output = argument;
        return *argument || usage_error(_("-o takes a folder%s"), NULL);
    case OPTION_SECTION:
        options->section = argument;
        return *argument || usage_error(_("--section takes a number, a heading or a file name%s"), NULL);
    case OPTION_FORMAT:
        return format_read(argument, &options->format) ||
               usage_error(_("--format takes text, json or sarif, not “%s”"), argument);
    case OPTION_REPORT:
        options->report = argument;
        return is_page(argument) ||
               usage_error(_("--report takes the name of a file that ends in .html, not “%s”"), argument);
    case OPTION_FIX:
        options->fix = true;
        return true;
    case OPTION_DRY_RUN:
        options->dry_run = true;
        return true;
    case OPTION_PORT:
        return port_read(argument, &options->port) ||
               usage_error(_("--port takes a number from 1 to 65535, not “%s”"), argument);
    case OPTION_TRACKED:
        return tracked_read(argument, &options->tracked) ||
               usage_error(_("--tracked takes accept, reject or list, not “%s”"), argument);
    case OPTION_SINCE:
        options->copy.since = argument;
        return *argument || usage_error(_("--since takes an earlier copy (.docx) or a folder%s"), NULL);
    case OPTION_ROUND:
        return round_read(argument, &options->copy.round) ||
               usage_error(_("--round takes a number from 1 to 99, not “%s”"), argument);
    case OPTION_FINAL:
        options->copy.final = true;
        return true;
    case OPTION_CHARTS:
        options->copy.charts = true;
        return true;
    case OPTION_NUMBERED:
        options->copy.numbered = true;
        return true;
    case OPTION_STRICT:
        options->strict = true;
        return true;
    case OPTION_DRAFT:
        options->draft = true;
        return true;
    case OPTION_PDF_ATTACH:
        options->pdf_attach = true;
        return true;
    case OPTION_VERBOSE:
        options->verbose = true;
        return true;
    case OPTION_NO_SANDBOX:
        options->no_sandbox = true;
        return true;
    case OPTION_TEMPLATE:
        options->template = argument;
        return *argument || usage_error(_("--template takes a name or a folder%s"), NULL);
    case OPTION_TABLE_SET:
        options->table_set = argument;
        return *argument || usage_error(_("--table-set takes a name%s"), NULL);
    case OPTION_LIST:
        options->list = argument;
        return *argument || usage_error(_("--list takes a file of pairs (.csv)%s"), NULL);
    case OPTION_DEPARTMENT:
        options->department = argument;
        return *argument || usage_error(_("--department takes a name%s"), NULL);
    case OPTION_YEAR:
        options->year = (int)strtol(argument, NULL, 10);
        return (options->year >= 2000 && options->year < 2100) ||
               usage_error(_("--year takes a year from 2000 to 2099, not “%s”"), argument);
    case OPTION_FROM:
        options->from = argument;
        return *argument || usage_error(_("--from takes a project's folder%s"), NULL);
    case OPTION_EACH:
        options->each = true;
        return true;
    case OPTION_EXAMPLE:
        options->example = true;
        return true;
    case OPTION_VERSION:
        puts("gongkai " GONGKAI_VERSION);
        return *done = true;
    case OPTION_HELP:
        help_print();
        return *done = true;
    default:
        return false;
    }
}

// An amount below zero, which looks like an option: one.
static bool amount_take(Options *options, const char *amount)
{
    if (options->subject)
        return usage_error(_("there is no option “%s”"), amount);
    options->subject = amount;
    return true;
}

// The options of the command line, in any order; given: which, from OPTION_TO on.
static bool options_take(int argc, char **argv, Options *options, bool given[], bool *done)
{
    int option;
    opterr = 0;
    while (!*done && (option = getopt_long(argc, argv, SHORT_OPTIONS, long_options, NULL)) != -1) {
        if (option == '?')
            return usage_error(_("there is no option “%s”"), argv[optind - 1]);
        if (option == ':')
            return usage_error(_("“%s” wants a value"), argv[optind - 1]);
        if (option == 'o')
            option = OPTION_OUTPUT;
        bool amount = option == '.' || (option >= '0' && option <= '9');
        if (amount ? !amount_take(options, argv[optind - 1]) : !option_take(option, options, done, optarg))
            return false;
        if (!amount)
            given[option - OPTION_TO] = true;
    }
    return true;
}

static bool command_take(const char *name, Options *options)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(name, command_names[i]) == 0) {
            options->command = (Command)i;
            return true;
        }
    return usage_error(_("there is no command “%s”"), name);
}

// "build, preview".
static Str commands_list(Arena *arena, unsigned commands)
{
    StrBuf list = {.arena = arena};
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (commands & 1u << i)
            buf_print(&list, "%s%s", list.n > 0 ? ", " : "", command_names[i]);
    return buf_str(&list);
}

// The copy for approval is not published: it stands in no folder with what is.
static bool copy_fits(const Options *options)
{
    const CopySpec *copy = &options->copy;

    if ((options->kinds & KIND_DOCX) && options->kinds != KIND_DOCX)
        return usage_error(_("a copy for approval is not published: build it alone, with --to docx%s"), NULL);
    if ((copy->round || copy->final || copy->numbered || copy->charts || copy->since) &&
        options->kinds != KIND_DOCX)
        return usage_error(_("--round, --final, --since, --numbered and --charts are of --to docx%s"), NULL);
    if (copy->round && copy->final)
        return usage_error(_("the final copy has no round: leave out --round or --final%s"), NULL);
    return true;
}

static bool options_fit(Arena *arena, const Options *options, const bool given[])
{
    for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++)
        if (given[owners[i].option - OPTION_TO] && !(owners[i].commands & 1u << options->command))
            return usage_error("%s", str_print(arena, _("%s takes no %s: that is of %.*s"),
                                               command_names[options->command], owners[i].name,
                                               STR_ARG(commands_list(arena, owners[i].commands)))
                                         .at);
    if (options->subject && options->command != COMMAND_TRACE)
        return usage_error(_("there is no option “%s”"), options->subject);
    if (options->dry_run && !options->fix && options->command != COMMAND_MERGE)
        return usage_error(_("--dry-run is of --fix and of merge%s"), NULL);
    if (options->fix && options->format != FORMAT_TEXT)
        return usage_error(_("--fix writes its diff as text: leave out --format%s"), NULL);
    if (options->pdf_attach && !(options->kinds & KIND_PDF))
        return usage_error(_("--pdf-attach wants a PDF: add pdf to --to%s"), NULL);
    return copy_fits(options);
}

static void take_one_folder(Options *options, char **at)
{
    options->folders = (const char **)at;
    options->folder_count = 1;
}

// What stands on the command line beside options: after the command, argv[0 … n).
static bool words_take(Arena *arena, Options *options, int n, char **argv)
{
    static const char *here[] = {"."};
    switch (options->command) {
    case COMMAND_NEW:
        take_one_folder(options, argv);
        return n == 1 || usage_error(_("new takes one folder%s"), NULL);
    case COMMAND_TRACE:
        if (n != (options->subject ? 1 : 2))
            return usage_error(_("trace takes a folder and a figure, a value or a cell%s"), NULL);
        take_one_folder(options, argv);
        if (!options->subject)
            options->subject = argv[1];
        return true;
    case COMMAND_CONVERT:
        if (n != 2)
            return usage_error(_("convert takes a file and a project's folder%s"), NULL);
        options->subject = argv[0];
        take_one_folder(options, argv + 1);
        return true;
    case COMMAND_MERGE:
        if (n != 2)
            return usage_error(_("merge takes a copy (.docx) and a project's folder%s"), NULL);
        options->subject = argv[0];
        take_one_folder(options, argv + 1);
        return true;
    case COMMAND_VERIFY:
        if (n != (options->list ? 0 : 2))
            return usage_error(_("verify takes a published file and a project's folder, or --list%s"), NULL);
        options->subject = n ? argv[0] : NULL;
        take_one_folder(options, n ? argv + 1 : (char **)here);
        return true;
    case COMMAND_DIFF:
        if (n < 1 || n > 2 || options->format == FORMAT_SARIF)
            return usage_error(
                _("diff takes two versions, or a project alone against its last year; --format "
                  "text or json%s"),
                NULL);
        options->folders = (const char **)argv;
        options->folder_count = (size_t)n;
        return true;
    case COMMAND_TEMPLATE:
        options->begins = n > 0 && strcmp(argv[0], "new") == 0;
        if (options->begins && (n != 2 || !options->from || options->strict))
            return usage_error(_("template new takes a folder, and --from a form%s"), NULL);
        if (n != 2 || (!options->begins && (strcmp(argv[0], "check") != 0 || options->from)))
            return usage_error(_("template check takes a template's name or folder%s"), NULL);
        take_one_folder(options, argv + 1);
        return true;
    case COMMAND_PREVIEW:
        take_one_folder(options, n > 0 ? argv : (char **)here);
        return n <= 1 || usage_error(_("preview takes one folder%s"), NULL);
    default:
        options->folder_count = n > 0 ? (size_t)n : 1;
        options->folders = ARENA_ARRAY(arena, const char *, options->folder_count);
        options->folders[0] = ".";
        for (int i = 0; i < n; i++)
            options->folders[i] = argv[i];
        return true;
    }
}

bool options_read(Arena *arena, int argc, char **argv, Options *options, bool *done)
{
    bool given[OPTION_END - OPTION_TO] = {0};
    *options = (Options){.kinds = KIND_ALL};
    if (!options_take(argc, argv, options, given, done))
        return false;
    if (*done)
        return true;
    if (optind >= argc)
        return usage_error(_("say what to do: build, check, preview, new, trace, convert, merge, verify, "
                             "diff or template check%s"),
                           NULL);
    return command_take(argv[optind++], options) && options_fit(arena, options, given) &&
           words_take(arena, options, argc - optind, argv + optind);
}

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

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cli/cli.h"

enum {
    OPTION_TO = 256,
    OPTION_SECTION,
    OPTION_PORT,
    OPTION_STRICT,
    OPTION_FORMAT,
    OPTION_REPORT,
    OPTION_DRAFT,
    OPTION_PDF_ATTACH,
    OPTION_VERBOSE,
    OPTION_TEMPLATE,
    OPTION_TABLE_SET,
    OPTION_VERSION,
    OPTION_HELP
};

// No option begins with a digit or a point: -0.5 is an amount, all of it.
#define SHORT_OPTIONS ":o:0::1::2::3::4::5::6::7::8::9::.::"

static const struct option long_options[] = {
    {"to", required_argument, NULL, OPTION_TO},
    {"output", required_argument, NULL, 'o'},
    {"section", required_argument, NULL, OPTION_SECTION},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"report", required_argument, NULL, OPTION_REPORT},
    {"port", required_argument, NULL, OPTION_PORT},
    {"strict", no_argument, NULL, OPTION_STRICT},
    {"draft", no_argument, NULL, OPTION_DRAFT},
    {"pdf-attach", no_argument, NULL, OPTION_PDF_ATTACH},
    {"verbose", no_argument, NULL, OPTION_VERBOSE},
    {"template", required_argument, NULL, OPTION_TEMPLATE},
    {"table-set", required_argument, NULL, OPTION_TABLE_SET},
    {"version", no_argument, NULL, OPTION_VERSION},
    {"help", no_argument, NULL, OPTION_HELP},
    {0},
};

static void help_print(void)
{
    fputs(_("usage: gongkai build [DIR…] [--to pdf,html,xlsx,data] [-o OUT] [--section NAME] [--strict] "
            "[--draft] [--pdf-attach]\n"
            "       gongkai check [DIR…] [--strict] [--format text|json|sarif] [--report FILE.html]\n"
            "       gongkai preview [DIR] [--section NAME] [--port N] [--draft]\n"
            "       gongkai new DIR [--template NAME] [--table-set NAME]\n"
            "       gongkai trace DIR FIGURE|VALUE|CELL\n"
            "       gongkai convert IN.{txt,docx,md} DIR\n"
            "\n"
            "Builds the public disclosure of a department's budget or accounts: a PDF and a web site\n"
            "in which every figure of the text is bound to a cell of the tables, and the tables\n"
            "as workbooks and open data.\n"
            "\n"
            "  build            check, then write all kinds of output to out/ in the project\n"
            "  check            report all that is wrong, write nothing\n"
            "  preview          show it in the browser while it is written, built anew at each save\n"
            "  new              begin a project in DIR, an example to fill in that builds at once\n"
            "  trace            say what cells a figure is made from and everywhere they are used; takes a\n"
            "                   figure, an amount (51.8, 51.8万元) or a cell (tables/表.csv:5:12, Sheet!B7)\n"
            "  convert          make DIR's sections of a text that was published for the year of its tables, "
            "the\n"
            "                   amounts bound to cells\n"
            "\n"
            "  DIR              a project folder, with gongkai.yaml in it (default: this folder)\n"
            "  --to KINDS       what to make: pdf, html, xlsx (a workbook a table, and one of all),\n"
            "                   data (CSV and datapackage.json), with commas (default: all)\n"
            "  -o, --output OUT write to this folder; of several DIRs each gets a folder of its own in it\n"
            "  --section NAME   one section alone, by number, heading or file, with its true numbers,\n"
            "                   to out-section/\n"
            "  --format FORMAT  what check finds as text, json or sarif (default: text)\n"
            "  --report FILE    what check did and found, as a page of HTML\n"
            "  --port N         of preview: the port to listen on, on this machine alone (default: any\n"
            "                   that is free)\n"
            "  --strict         warnings are errors\n"
            "  --draft          build in spite of errors, every page marked as a draft\n"
            "  --pdf-attach     put the tables' workbooks and open data into the PDF (PDF/A-3)\n"
            "  --verbose        say which fonts were taken and where the time went\n"
            "  --template NAME  the kind of document, a name from templates/ or a path: department-budget\n"
            "                   (default), department-accounts, unit-budget, unit-accounts\n"
            "  --table-set NAME the statutory tables, one of the template's sets (default: national)\n"
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

// One option; false where it cannot be used.
static bool option_take(int option, Options *options, bool *done, const char *argument)
{
    switch (option) {
    case OPTION_TO:
        return kinds_read(argument, &options->kinds) ||
               usage_error(_("--to takes pdf, html, xlsx and data, with commas between, not “%s”"), argument);
    case 'o':
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
    case OPTION_PORT:
        return port_read(argument, &options->port) ||
               usage_error(_("--port takes a number from 1 to 65535, not “%s”"), argument);
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
    case OPTION_TEMPLATE:
        options->template = argument;
        return *argument || usage_error(_("--template takes a name or a folder%s"), NULL);
    case OPTION_TABLE_SET:
        options->table_set = argument;
        return *argument || usage_error(_("--table-set takes a name%s"), NULL);
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

static bool new_read(Options *options, int argc, char **argv)
{
    if (options->output || options->section || options->strict || options->draft ||
        options->kinds != KIND_ALL)
        return usage_error(_("new takes no %s"), "--to, -o, --section, --strict, --draft");
    if (argc - optind != 1)
        return usage_error(_("new takes one folder%s"), NULL);
    options->folders = (const char **)&argv[optind];
    options->folder_count = 1;
    return true;
}

static bool trace_read(Options *options, int argc, char **argv)
{
    if (options->output || options->section || options->strict || options->draft ||
        options->kinds != KIND_ALL)
        return usage_error(_("trace takes no %s"), "--to, -o, --section, --strict, --draft");
    if (argc - optind != (options->subject ? 1 : 2))
        return usage_error(_("trace takes a folder and a figure, a value or a cell%s"), NULL);
    options->folders = (const char **)&argv[optind];
    options->folder_count = 1;
    if (!options->subject)
        options->subject = argv[optind + 1];
    return true;
}

static bool preview_read(Options *options, int argc, char **argv)
{
    static const char *here[] = {"."};
    if (options->output || options->strict || options->pdf_attach || options->kinds != KIND_ALL ||
        options->format != FORMAT_TEXT || options->report)
        return usage_error(_("preview takes no %s"), "--to, -o, --strict, --pdf-attach, --format, --report");
    if (argc - optind > 1)
        return usage_error(_("preview takes one folder%s"), NULL);
    options->folders = optind < argc ? (const char **)&argv[optind] : here;
    options->folder_count = 1;
    return true;
}

static bool convert_read(Options *options, int argc, char **argv)
{
    if (options->output || options->section || options->strict || options->draft ||
        options->kinds != KIND_ALL)
        return usage_error(_("convert takes no %s"), "--to, -o, --section, --strict, --draft");
    if (argc - optind != 2)
        return usage_error(_("convert takes a file and a project's folder%s"), NULL);
    options->subject = argv[optind];
    options->folders = (const char **)&argv[optind + 1];
    options->folder_count = 1;
    return true;
}

// An amount below zero, which looks like an option: one.
static bool amount_take(Options *options, const char *amount)
{
    if (options->subject)
        return usage_error(_("there is no option “%s”"), amount);
    options->subject = amount;
    return true;
}

static bool options_take(int argc, char **argv, Options *options, bool *done)
{
    int option;
    opterr = 0;
    while (!*done && (option = getopt_long(argc, argv, SHORT_OPTIONS, long_options, NULL)) != -1) {
        if (option == '?')
            return usage_error(_("there is no option “%s”"), argv[optind - 1]);
        if (option == ':')
            return usage_error(_("“%s” wants a value"), argv[optind - 1]);
        bool amount = option == '.' || (option >= '0' && option <= '9');
        if (amount ? !amount_take(options, argv[optind - 1]) : !option_take(option, options, done, optarg))
            return false;
    }
    return true;
}

static bool build_read(Arena *arena, Options *options, int argc, char **argv)
{
    bool build = strcmp(options->command, "build") == 0;
    if (!build && strcmp(options->command, "check") != 0)
        return usage_error(_("there is no command “%s”"), options->command);
    if (!build && (options->output || options->section || options->draft || options->pdf_attach ||
                   options->kinds != KIND_ALL))
        return usage_error(_("check takes no %s"), "--to, -o, --section, --draft, --pdf-attach");
    if (options->pdf_attach && !(options->kinds & KIND_PDF))
        return usage_error(_("--pdf-attach wants a PDF: add pdf to --to%s"), NULL);
    if (build && (options->format != FORMAT_TEXT || options->report))
        return usage_error(_("build takes no %s"), "--format, --report");
    options->folder_count = optind < argc ? (size_t)(argc - optind) : 1;
    options->folders = ARENA_ARRAY(arena, const char *, options->folder_count);
    options->folders[0] = ".";
    for (int i = optind; i < argc; i++)
        options->folders[i - optind] = argv[i];
    return true;
}

bool options_read(Arena *arena, int argc, char **argv, Options *options, bool *done)
{
    *options = (Options){.kinds = KIND_ALL};
    if (!options_take(argc, argv, options, done))
        return false;
    if (*done)
        return true;
    if (optind >= argc)
        return usage_error(_("say what to do: build, check, preview, new, trace or convert%s"), NULL);
    options->command = argv[optind++];
    if (options->subject && strcmp(options->command, "trace") != 0)
        return usage_error(_("there is no option “%s”"), options->subject);
    if (options->port && strcmp(options->command, "preview") != 0)
        return usage_error(_("only preview takes %s"), "--port");
    if (strcmp(options->command, "new") == 0)
        return new_read(options, argc, argv);
    if (options->template || options->table_set)
        return usage_error(_("only new takes %s"), "--template, --table-set");
    if (strcmp(options->command, "trace") == 0)
        return trace_read(options, argc, argv);
    if (strcmp(options->command, "preview") == 0)
        return preview_read(options, argc, argv);
    if (strcmp(options->command, "convert") == 0)
        return convert_read(options, argc, argv);
    return build_read(arena, options, argc, argv);
}

CompileOptions compile_options(const Options *options, DataFolders folders, const char *folder)
{
    return (CompileOptions){.folder = folder,
                            .data_folder = folders.data,
                            .section = options->section,
                            .generator = STR("Gongkai " GONGKAI_VERSION),
                            .draft = options->draft,
                            .strict = options->strict};
}

// Manual pages, in roff for man(7): gongkai(1) and one of each command, from the table that --help prints.
#include <string.h>

#include "usage/tables.h"

enum { LINE_BYTES = 70 }; // of a source line, after which a blank becomes its end

// Text as roff has it: no line begins with a control character, hyphens stay hyphens, `code` is bold.
static void roff_add(StrBuf *out, const char *text)
{
    bool bold = false, begins = out->n == 0 || out->at[out->n - 1] == '\n';
    size_t line = out->n;

    for (const char *at = text; *at; at++) {
        if (*at == ' ' && out->n - line + 1 + strcspn(at + 1, " \n") > LINE_BYTES) {
            buf_add_char(out, '\n');
            line = out->n;
            begins = true;
            continue;
        }
        if (begins && (*at == '.' || *at == '\''))
            buf_add_c(out, "\\&");
        begins = *at == '\n';
        switch (*at) {
        case '\\':
            buf_add_c(out, "\\e");
            break;
        case '-':
            buf_add_c(out, "\\-");
            break;
        case '`':
            bold = !bold;
            buf_add_c(out, bold ? "\\fB" : "\\fR");
            break;
        case '\n':
            buf_add_c(out, "\n.PP\n");
            line = out->n;
            begins = true;
            break;
        default:
            buf_add_char(out, *at);
            break;
        }
    }
    buf_add_char(out, '\n');
}

static void section_add(StrBuf *out, const char *heading)
{
    buf_print(out, ".SH %s\n", heading);
}

// “gongkai-template-new”, the page's name.
static void page_name_add(StrBuf *out, const CommandSpec *spec)
{
    buf_add_c(out, "gongkai");
    for (const char *at = spec ? spec->name : ""; *at; at++)
        buf_add_c(out, at == spec->name ? (char[]){'-', *at, '\0'} : *at == ' ' ? "-" : (char[]){*at, '\0'});
}

static void page_reference_add(StrBuf *out, const CommandSpec *spec)
{
    StrBuf name = {.arena = out->arena};

    page_name_add(&name, spec);
    buf_add_c(out, ".BR ");
    for (size_t i = 0; i < name.n; i++)
        buf_add_c(out, name.at[i] == '-' ? "\\-" : (char[]){name.at[i], '\0'});
    buf_add_c(out, " (1)");
}

static void page_begin(StrBuf *out, const CommandSpec *spec, const char *summary)
{
    StrBuf name = {.arena = out->arena};

    page_name_add(&name, spec);
    buf_add_c(out, ".TH ");
    for (size_t i = 0; i < name.n; i++)
        buf_add_char(out,
                     (char)(name.at[i] >= 'a' && name.at[i] <= 'z' ? name.at[i] - 'a' + 'A' : name.at[i]));
    buf_add_c(out, " 1 " GONGKAI_DATE " \"gongkai " GONGKAI_VERSION "\" Gongkai\n");
    section_add(out, _("NAME"));
    for (size_t i = 0; i < name.n; i++)
        buf_add_c(out, name.at[i] == '-' ? "\\-" : (char[]){name.at[i], '\0'});
    buf_add_c(out, " \\- ");
    roff_add(out, summary);
}

static void option_add(StrBuf *out, const OptionSpec *spec)
{
    StrBuf tag = {.arena = out->arena};

    buf_add_c(out, ".TP\n");
    if (spec->letter)
        buf_print(&tag, "`-%c`, ", spec->letter);
    buf_print(&tag, "`--%s`", spec->name);
    if (spec->shown)
        buf_print(&tag, " %s", _(spec->shown));
    roff_add(out, buf_str(&tag).at);
    roff_add(out, _(spec->help));
}

// A command's own, or those of all.
static void options_add(StrBuf *out, uint64_t commands, bool of_all)
{
    size_t n;
    const OptionSpec *specs = option_specs(&n);

    for (size_t i = 0; i < n; i++)
        if ((specs[i].commands == OF_ALL) == of_all && (specs[i].commands & commands))
            option_add(out, &specs[i]);
}

static void status_add(StrBuf *out)
{
    static const char *const says[] = {N_("done"), N_("the document has errors"), N_("wrong usage"),
                                       N_("the system failed (disk, font, library)")};

    section_add(out, _("\"EXIT STATUS\""));
    for (size_t i = 0; i < sizeof says / sizeof says[0]; i++) {
        buf_print(out, ".TP\n.B %zu\n", i);
        roff_add(out, _(says[i]));
    }
}

static void synopsis_add(StrBuf *out, Command command)
{
    size_t n;
    Str *forms = command_forms(out->arena, command, &n);

    section_add(out, _("SYNOPSIS"));
    for (size_t i = 0; i < n; i++) {
        buf_add_c(out, i > 0 ? ".br\n" : "");
        roff_add(
            out,
            str_print(out->arena, "`gongkai %s` %.*s", command_spec(command)->name, STR_ARG(forms[i])).at);
    }
}

static void examples_add(StrBuf *out, const CommandSpec *spec)
{
    section_add(out, _("EXAMPLES"));
    for (size_t i = 0; i < sizeof spec->examples / sizeof spec->examples[0]; i++) {
        buf_add_c(out, ".TP\n");
        roff_add(out, str_print(out->arena, "`gongkai %s`", _(spec->examples[i].line)).at);
        roff_add(out, _(spec->examples[i].says));
    }
}

static void references_add(StrBuf *out, const CommandSpec *but)
{
    section_add(out, _("\"SEE ALSO\""));
    if (but)
        page_reference_add(out, NULL);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (command_spec((Command)i) != but) {
            buf_add_c(out, i == 0 && !but ? "" : ",\n");
            page_reference_add(out, command_spec((Command)i));
        }
    buf_add_char(out, '\n');
}

static void command_page_add(StrBuf *out, Command command)
{
    const CommandSpec *spec = command_spec(command);

    page_begin(out, spec, _(spec->summary));
    synopsis_add(out, command);
    section_add(out, _("DESCRIPTION"));
    roff_add(out, _(spec->description));
    section_add(out, _("OPTIONS"));
    options_add(out, UINT64_C(1) << command, false);
    options_add(out, UINT64_C(1) << command, true);
    examples_add(out, spec);
    status_add(out);
    references_add(out, spec);
}

static void variables_add(StrBuf *out)
{
    static const struct {
        const char *name, *says;
    } variables[] = {
        {"LC_ALL, LC_MESSAGES, LANG", N_("the language of messages: Chinese where it begins with zh")},
        {"NO_COLOR, CLICOLOR_FORCE", N_("without colours; with them even where there is no terminal")},
        {"SOURCE_DATE_EPOCH", N_("the date of outputs where the manifest has none, in seconds since 1970")},
        {"XDG_CACHE_HOME",
         N_("the folder in which `gongkai/` keeps what was read of fonts (default: ~/.cache)")},
        {"GONGKAI_DATA",
         N_("the folder with `templates/` and `fonts/`, where it is another than the installed one")},
        {"GONGKAI_THREADS", N_("how many threads to use; what is written does not depend on it")},
    };

    section_add(out, _("ENVIRONMENT"));
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
        buf_add_c(out, ".TP\n");
        roff_add(out, str_print(out->arena, "`%s`", variables[i].name).at);
        roff_add(out, _(variables[i].says));
    }
}

static void whole_page_add(StrBuf *out)
{
    page_begin(out, NULL, _("compile the public disclosure of a department's budget or accounts"));
    section_add(out, _("SYNOPSIS"));
    roff_add(out, _("`gongkai` COMMAND …"));
    section_add(out, _("DESCRIPTION"));
    roff_add(
        out,
        _("Builds the public disclosure of a department's budget or accounts: a PDF and a web site in which "
          "every figure of the text is bound to a cell of the tables, and the tables as workbooks and open "
          "data."));
    buf_add_c(out, ".PP\n");
    roff_add(out, _("`gongkai help COMMAND` says what a command's own options are, with examples. A DIR is a "
                    "project: a folder with gongkai.yaml in it (default: this folder)."));
    section_add(out, _("COMMANDS"));
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const CommandSpec *spec = command_spec((Command)i);

        buf_add_c(out, ".TP\n");
        roff_add(out, str_print(out->arena, "`%s`", spec->name).at);
        roff_add(out, _(spec->summary));
    }
    section_add(out, _("OPTIONS"));
    options_add(out, OF_ALL, true);
    status_add(out);
    variables_add(out);
    references_add(out, NULL);
}

Str manual_page(Arena *arena, const Command *command)
{
    StrBuf out = {.arena = arena};

    if (command)
        command_page_add(&out, *command);
    else
        whole_page_add(&out);
    return buf_str(&out);
}

Str manual_name(Arena *arena, const Command *command)
{
    StrBuf name = {.arena = arena};

    page_name_add(&name, command ? command_spec(*command) : NULL);
    buf_add_c(&name, ".1");
    return buf_str(&name);
}

// What zsh proposes after TAB: a file for its folder of functions.
#include <string.h>

#include "usage/tables.h"

// Within '…' of the shell and […] of _arguments: up to its first comma, semicolon or colon, for one line.
static void description_add(StrBuf *out, const char *text)
{
    for (const char *at = text; *at && !strchr(",;:", *at); at++) {
        if (*at == '[' || *at == ']')
            buf_add_char(out, '\\');
        if (*at == '\'')
            buf_add_c(out, "'\\'");
        if (*at != '`')
            buf_add_char(out, *at);
    }
}

static const char *values_of(OptionTakes takes)
{
    switch (takes) {
    case TAKES_FOLDER:
    case TAKES_PROJECT:
        return "_files -/";
    case TAKES_FILE:
        return "_files";
    case TAKES_SECTION:
        return "_gongkai_sections";
    case TAKES_TEMPLATE:
        return "_gongkai_templates";
    case TAKES_TABLE_SET:
        return "_gongkai_table_sets";
    default:
        return "";
    }
}

static void option_add(StrBuf *out, const OptionSpec *spec)
{
    buf_add_c(out, " \\\n      ");
    if (spec->letter)
        buf_print(out, "'(-%c --%s)'{-%c,--%s}'", spec->letter, spec->name, spec->letter, spec->name);
    else
        buf_print(out, "'--%s", spec->name);
    buf_add_c(out, "[");
    description_add(out, spec->help);
    buf_add_c(out, "]");
    if (spec->takes == TAKES_CHOICE)
        buf_print(out, ":%s:(%s)", spec->shown, spec->choices);
    else if (spec->takes == TAKES_CHOICES)
        buf_print(out, ":%s:_values -s , %s %s", spec->shown, spec->shown, spec->choices);
    else if (spec->takes != TAKES_NONE)
        buf_print(out, ":%s:%s", spec->shown, values_of(spec->takes));
    buf_add_c(out, "'");
}

static const char *operands_of(const CommandSpec *spec)
{
    if (spec->operands == OPERANDS_COMMAND)
        return "*:command:_gongkai_commands";
    if (spec->folders == FOLDER_OR_NAME)
        return "*:template:_gongkai_templates";
    if (spec->folders == FOLDER_OR_FILE || spec->operands == OPERANDS_FILE_FOLDER ||
        spec->operands == OPERANDS_VERIFY)
        return "*:file:_files";
    return "*:folder:_files -/";
}

static void command_add(StrBuf *out, Command command)
{
    size_t n;
    const OptionSpec *specs = option_specs(&n);
    const CommandSpec *spec = command_spec(command);

    buf_print(out, "  '%s')\n    _arguments", spec->name);
    for (size_t i = 0; i < n; i++)
        if (specs[i].commands & UINT64_C(1) << command)
            option_add(out, &specs[i]);
    buf_print(out, " \\\n      '%s'\n    ;;\n", operands_of(spec));
}

static const char functions[] =
    "#compdef gongkai\n"
    "# What zsh proposes for gongkai after TAB. Made by: gongkai help --completion zsh\n"
    "\n"
    "_gongkai_sections() {\n"
    "  local folder=. word\n"
    "  for word in $words; do [[ -f $word/gongkai.yaml ]] && folder=$word; done\n"
    "  compadd -- ${(f)\"$(gongkai help --sections $folder 2>/dev/null)\"}\n"
    "}\n"
    "\n"
    "_gongkai_templates() {\n"
    "  compadd -- ${(f)\"$(gongkai help --templates 2>/dev/null)\"}\n"
    "  _files -/\n"
    "}\n"
    "\n"
    "_gongkai_table_sets() {\n"
    "  local template=department-budget at=${words[(I)--template]}\n"
    "  (( at )) && template=${words[at+1]}\n"
    "  compadd -- ${(f)\"$(gongkai help --table-sets $template 2>/dev/null)\"}\n"
    "}\n"
    "\n";

// The first words of commands, each once, with what they do.
static void commands_add(StrBuf *out)
{
    buf_add_c(out, "_gongkai_commands() {\n  local -a commands\n  commands=(\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const CommandSpec *spec = command_spec((Command)i);
        int n = (int)strcspn(spec->name, " ");

        if (i > 0 && strncmp(command_spec((Command)(i - 1))->name, spec->name, (size_t)n + 1) == 0)
            continue;
        buf_print(out, "    '%.*s:", n, spec->name);
        description_add(out, spec->summary);
        buf_add_c(out, "'\n");
    }
    buf_add_c(out, "  )\n  _describe command commands\n}\n\n");
}

// A command of two words becomes one.
static void groups_add(StrBuf *out)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const char *name = command_spec((Command)i)->name, *blank = strchr(name, ' ');
        size_t n = blank ? (size_t)(blank - name) : 0;

        if (!blank || (i > 0 && strncmp(command_spec((Command)(i - 1))->name, name, n + 1) == 0))
            continue;
        buf_print(out, "  if [[ $command == %.*s ]]; then\n    if (( CURRENT == 3 )); then\n      compadd --",
                  (int)n, name);
        for (size_t k = i; k < COMMAND_COUNT; k++)
            if (strncmp(command_spec((Command)k)->name, name, n + 1) == 0)
                buf_print(out, " %s", command_spec((Command)k)->name + n + 1);
        buf_add_c(out, "\n      return\n    fi\n    command=\"$command $words[3]\"\n    shift words\n    (( "
                       "CURRENT-- ))\n  fi\n");
    }
}

Str completion_zsh(Arena *arena)
{
    StrBuf out = {.arena = arena};

    buf_add_c(&out, functions);
    commands_add(&out);
    buf_add_c(&out, "_gongkai() {\n"
                    "  local command=$words[2]\n"
                    "  if (( CURRENT == 2 )); then\n"
                    "    _gongkai_commands\n"
                    "    compadd -- --help --version\n"
                    "    return\n"
                    "  fi\n");
    groups_add(&out);
    buf_add_c(&out, "  shift words\n  (( CURRENT-- ))\n  case $command in\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        command_add(&out, (Command)i);
    buf_add_c(&out, "  esac\n}\n\n_gongkai \"$@\"\n");
    return buf_str(&out);
}

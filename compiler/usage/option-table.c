#include "usage/tables.h"

// As --help lists them: a command's own before those of all.
static const OptionSpec specs[] = {
    {OPTION_TO, 0, "to", OF(BUILD) | OF(PLAN), TAKES_CHOICES, N_("KINDS"),
     "pdf ofd html xlsx data docx submission",
     N_("what to make: pdf, html, xlsx (a workbook a table, and one of all), data (CSV and "
        "datapackage.json), with "
        "commas (default: all of these); ofd too where it is named: the national layout format; docx, alone: "
        "the Word copy that goes round for approval, to out-review/; submission, alone: an archive "
        "for a web site's content system, to out-submission/")},
    {OPTION_OUTPUT, 'o', "output", OF(BUILD) | OF(PLAN), TAKES_FOLDER, N_("OUT"), NULL,
     N_("write to this folder; of several DIRs each gets a folder of its own in it")},
    {OPTION_SECTION, 0, "section", OF(BUILD), TAKES_SECTION, N_("NAME"), NULL,
     N_("one section alone, by number, heading or file, with its true numbers, to out-section/")},
    {OPTION_SECTION, 0, "section", OF(PREVIEW), TAKES_SECTION, N_("NAME"), NULL,
     N_("one section alone, by number, heading or file, with its true numbers")},
    {OPTION_PORT, 0, "port", OF(PREVIEW), TAKES_NUMBER, N_("N"), NULL,
     N_("the port to listen on, on this machine alone (default: any that is free)")},
    {OPTION_TEMPLATE, 0, "template", OF(NEW), TAKES_TEMPLATE, N_("NAME"), NULL,
     N_("the kind of document, a name from templates/ or a path: department-budget (default), "
        "department-accounts, unit-budget, unit-accounts")},
    {OPTION_TABLE_SET, 0, "table-set", OF(NEW), TAKES_TABLE_SET, N_("NAME"), NULL,
     N_("the statutory tables, one of the template's sets (default: national)")},
    {OPTION_EXAMPLE, 0, "example", OF(NEW), TAKES_NONE, NULL, NULL,
     N_("an example with invented figures, marked so on every page")},
    {OPTION_FROM, 0, "from", OF(NEW), TAKES_PROJECT, N_("DIR"), NULL,
     N_("last year's project, or the budget for accounts of its year")},
    {OPTION_FROM, 0, "from", OF(TEMPLATE_NEW), TAKES_FILE, N_("FORM"), NULL,
     N_("the form: a workbook or document with the empty tables")},
    {OPTION_FORMAT, 0, "format", OF(CHECK), TAKES_CHOICE, N_("FORMAT"), "text json sarif",
     N_("what it finds as text, json or sarif (default: text)")},
    {OPTION_FORMAT, 0, "format", OF(DIFF), TAKES_CHOICE, N_("FORMAT"), "text json",
     N_("what differs as text or json (default: text)")},
    {OPTION_REPORT, 0, "report", OF(CHECK), TAKES_FILE, N_("FILE.html"), NULL,
     N_("what was checked and found, as a page of HTML")},
    {OPTION_REPORT, 0, "report", OF(DIFF), TAKES_FILE, N_("FILE.html"), NULL,
     N_("the two side by side, as a page of HTML")},
    {OPTION_FIX, 0, "fix", OF(CHECK), TAKES_NONE, NULL, NULL,
     N_("mend in sections/ what is certain, show the changes as a diff, then check")},
    {OPTION_DRY_RUN, 0, "dry-run", OF(CHECK), TAKES_NONE, NULL, NULL,
     N_("with --fix: show the changes and write nothing")},
    {OPTION_DRY_RUN, 0, "dry-run", OF(MERGE), TAKES_NONE, NULL, NULL,
     N_("show what would be taken and write nothing")},
    {OPTION_TEMPLATE, 0, "template", OF(CHECK) | OF(CONVERT), TAKES_TEMPLATE, N_("NAME"), NULL,
     N_("of a published FILE, or of IN for a new DIR: its kind of document, where it cannot be told from "
        "it")},
    {OPTION_TABLE_SET, 0, "table-set", OF(CHECK) | OF(CONVERT), TAKES_TABLE_SET, N_("NAME"), NULL,
     N_("of a published FILE, or of IN for a new DIR: its statutory tables, where they cannot be told from "
        "it")},
    {OPTION_DEPARTMENT, 0, "department", OF(CHECK) | OF(CONVERT), TAKES_TEXT, N_("NAME"), NULL,
     N_("of a published FILE, or of IN for a new DIR: whose it is, where it cannot be told from it")},
    {OPTION_YEAR, 0, "year", OF(CHECK) | OF(CONVERT), TAKES_NUMBER, N_("N"), NULL,
     N_("of a published FILE, or of IN for a new DIR: its year, where it cannot be told from it")},
    {OPTION_TRACKED, 0, "tracked", OF(MERGE), TAKES_CHOICE, N_("HOW"), "accept reject list",
     N_("tracked changes are accepted (default), rejected, or listed: accept, reject, list")},
    {OPTION_OUTPUT, 'o', "output", OF(VERIFY), TAKES_FOLDER, N_("OUT"), NULL,
     N_("write what differs to this folder, a CSV for each published file")},
    {OPTION_LIST, 0, "list", OF(VERIFY), TAKES_FILE, N_("FILE.csv"), NULL,
     N_("pairs of a published file and a project, a line each")},
    {OPTION_EACH, 0, "each", OF(CONVERT), TAKES_NONE, NULL, NULL,
     N_("paragraphs that differ by their row alone become one passage, what they say of each row goes to "
        "tables/说明.csv")},
    {OPTION_REASON, 0, "reason", OF(OFFICE_CORRECT), TAKES_TEXT, N_("TEXT"), NULL,
     N_("why it is corrected: it is published with the correction")},
    {OPTION_TODAY, 0, "today", OF(OFFICE_STATUS) | OF(OFFICE_HAND_OUT) | OF(OFFICE_TAKE_IN), TAKES_TEXT,
     N_("DAY"), NULL, N_("a day as 2026-03-01 instead of the clock's")},
    {OPTION_TOTALS, 0, "totals", OF(OFFICE_INDEX), TAKES_NONE, NULL, NULL,
     N_("sums over all that is published, where nothing that is withheld would follow from them")},
    {OPTION_OUTPUT, 'o', "output", OF(OFFICE_EXPORT), TAKES_FOLDER, N_("OUT"), NULL,
     N_("a new folder for the project (default: the name that the document's folders have)")},
    {OPTION_ONLY, 0, "only", OF(BUILD) | OF(CHECK), TAKES_TEXT, N_("NAMES"), NULL,
     N_("of an office: these documents, by code or name, with commas: 101,教育局; 101/* with its units")},
    {OPTION_ONLY, 0, "only", OF(PREVIEW) | OF(TRACE) | OF(CONVERT), TAKES_TEXT, N_("NAME"), NULL,
     N_("of an office: the document, by code or name")},
    {OPTION_FAILED, 0, "failed", OF(BUILD) | OF(CHECK), TAKES_NONE, NULL, NULL,
     N_("of an office: the documents in which the last check found what must be mended")},
    {OPTION_CHANGED, 0, "changed", OF(BUILD) | OF(CHECK), TAKES_NONE, NULL, NULL,
     N_("of an office: the documents that are not as they were when last checked, or built")},
    {OPTION_OFFICE, 0, "office", OF(NEW), TAKES_NONE, NULL, NULL,
     N_("an office: the folder of a bureau that answers for many departments (docs/office.zh-CN.md)")},
    {OPTION_STRICT, 0, "strict", OF(BUILD) | OF(PLAN) | OF(CHECK) | OF(TEMPLATE_CHECK), TAKES_NONE, NULL,
     NULL, N_("warnings are errors")},
    {OPTION_DRAFT, 0, "draft", OF(BUILD) | OF(PLAN) | OF(PREVIEW), TAKES_NONE, NULL, NULL,
     N_("build in spite of errors, every page marked as a draft")},
    {OPTION_PLAN, 0, "plan", OF(BUILD), TAKES_FILE, N_("FILE"), NULL,
     N_("build what a plan says, one shard of it")},
    {OPTION_PLAN, 0, "plan", OF(PLAN), TAKES_FILE, N_("FILE"), NULL,
     N_("write the plan to this file (default: plan.json)")},
    {OPTION_PLAN, 0, "plan", OF(GATHER), TAKES_FILE, N_("FILE"), NULL,
     N_("say too what a plan has that is not there, or is older than its project")},
    {OPTION_SHARD, 0, "shard", OF(BUILD), TAKES_NUMBER, N_("N"), NULL, N_("of --plan: which, from 1")},
    {OPTION_SHARDS, 0, "shards", OF(PLAN), TAKES_NUMBER, N_("N"), NULL,
     N_("share the documents out to so many processes")},
    {OPTION_ANEW, 0, "anew", OF(BUILD), TAKES_NONE, NULL, NULL,
     N_("of several DIRs: build those too in which nothing has changed")},
    {OPTION_VERIFY, 0, "verify", OF(BUILD), TAKES_NONE, NULL, NULL,
     N_("of several DIRs: see that nothing has changed by reading all bytes")},
    {OPTION_ATTACH, 0, "attach", OF(BUILD) | OF(PLAN), TAKES_NONE, NULL, NULL,
     N_("put the tables' workbooks and open data into the PDF (PDF/A-3) and the OFD file")},
    {OPTION_ROUND, 0, "round", OF(BUILD), TAKES_NUMBER, N_("N"), NULL,
     N_("of --to docx: the copy's round (default: 1)")},
    {OPTION_FINAL, 0, "final", OF(BUILD), TAKES_NONE, NULL, NULL,
     N_("of --to docx: without the head, the sheet to be signed and the key figures")},
    {OPTION_SINCE, 0, "since", OF(BUILD), TAKES_FILE, N_("OLD"), NULL,
     N_("of --to docx: what changed since an earlier copy (.docx), or another folder's text, stands as "
        "tracked "
        "changes")},
    {OPTION_NUMBERED, 0, "numbered", OF(BUILD), TAKES_NONE, NULL, NULL,
     N_("of --to docx: paragraph numbers in the margin")},
    {OPTION_CHARTS, 0, "charts", OF(BUILD), TAKES_NONE, NULL, NULL,
     N_("of --to docx: charts too, as Word's own; without it their titles")},
    {OPTION_MAN, 0, "man", OF(HELP), TAKES_NONE, NULL, NULL,
     N_("print the manual page, as roff: gongkai help --man build | man -l -")},
    {OPTION_COMPLETION, 0, "completion", OF(HELP), TAKES_CHOICE, N_("SHELL"), "bash zsh",
     N_("print what proposes commands, options and values in bash or zsh")},
    {OPTION_TEMPLATES, 0, "templates", OF(HELP), TAKES_NONE, NULL, NULL,
     N_("list the templates, a line each")},
    {OPTION_TABLE_SETS, 0, "table-sets", OF(HELP), TAKES_TEMPLATE, N_("NAME"), NULL,
     N_("list the table sets of a template, a line each")},
    {OPTION_SECTIONS, 0, "sections", OF(HELP), TAKES_PROJECT, N_("DIR"), NULL,
     N_("list the sections of a project, a line each")},
    {OPTION_FILES, 0, "files", OF(HELP), TAKES_FOLDER, N_("OUT"), NULL,
     N_("write manual pages in the language of messages, and completions, to this folder")},

    {OPTION_VERBOSE, 0, "verbose", OF_ALL, TAKES_NONE, NULL, NULL,
     N_("say how each table was read, what was read outside the project, which fonts were taken, where the "
        "time "
        "went")},
    {OPTION_QUIET, 'q', "quiet", OF_ALL, TAKES_NONE, NULL, NULL,
     N_("print nothing but what is wrong; the exit status says the rest")},
    {OPTION_COLOR, 0, "color", OF_ALL, TAKES_CHOICE, N_("WHEN"), "auto always never",
     N_("colours: auto (default: on a terminal, where NO_COLOR is not set), always or never")},
    {OPTION_NO_SANDBOX, 0, "no-sandbox", OF_ALL, TAKES_NONE, NULL, NULL,
     N_("let it read and write whatever you may (docs/security.md)")},
    {OPTION_HELP, 'h', "help", OF_ALL, TAKES_NONE, NULL, NULL, N_("print a command's help")},
    {OPTION_VERSION, 'V', "version", OF_ALL, TAKES_NONE, NULL, NULL, N_("print the version")},
};

static const OptionEarlier earlier[] = {{OPTION_ATTACH, "pdf-attach"}};

const OptionEarlier *options_earlier(size_t *n)
{
    *n = sizeof earlier / sizeof earlier[0];
    return earlier;
}

const OptionSpec *option_specs(size_t *n)
{
    *n = sizeof specs / sizeof specs[0];
    return specs;
}

const OptionSpec *option_of(OptionId id, Command command)
{
    for (size_t i = 0; i < sizeof specs / sizeof specs[0]; i++)
        if (specs[i].id == id && (specs[i].commands & UINT64_C(1) << command))
            return &specs[i];
    return NULL;
}

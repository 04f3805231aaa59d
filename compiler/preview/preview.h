// preview: a project in the browser while it is being written, rebuilt as its files are saved.
//
// In: what to compile, where fonts are. Out: a server on the
// loopback addresses alone: an index, each section and table as its web page and as its set pages (SVG) side
// by side, the findings, an event (server-sent) for each build, the PDF when it is asked for. What it serves
// are the bytes that a cold build writes. A build with errors leaves the last good one in place and shows its
// findings over it.
//
// Served are the last good build, from memory, and three files read at the start: a request opens no file.
// Requests must be GET and name the loopback address (else a foreign page could reach the server by a name of
// its own).
//
// Memory: a build has its own arenas, freed when the next stands in its place and no answer needs it.
// Errors: SEVERITY_FAILURE preview-port (the port cannot be had), preview-watch (inotify), preview-server,
// preview-files; of a build, whatever its folders report.
#ifndef GONGKAI_PREVIEW_PREVIEW_H
#define GONGKAI_PREVIEW_PREVIEW_H

#include "compile/compile.h"

typedef struct PreviewReport {
    const Diag *diag;
    bool good;   // shown; otherwise the one before is
    Str changed; // the file that changed first, relative to the project where it is in it; empty at the start
    size_t pages;           // of the build
    size_t paragraphs, set; // in it, beside tables; those that were set anew
    bool reopened;          // fonts too
    double milliseconds;
} PreviewReport;

typedef struct PreviewOptions {
    CompileOptions compile; // its data folder has templates/preview/
    FontOptions fonts;
    unsigned port; // 0: any that is free
    // The address is http://127.0.0.1:PORT/SECRET/: nothing is served under any other.
    void (*ready)(void *context, unsigned port, const char *secret);
    void (*built)(void *context, const PreviewReport *report);
    void *context;
} PreviewOptions;

// Serves until SIGINT, SIGTERM or SIGHUP, then returns true; false after a reported failure.
bool preview_run(Diag *diag, const PreviewOptions *options);

#endif

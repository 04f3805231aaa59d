#include "commands/release.h"

void release_waited(ReleaseRun *run)
{
    progress_end(run->waiting);
    run->waiting = NULL;
}

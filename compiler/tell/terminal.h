// The terminal's width.
#ifndef GONGKAI_TELL_TERMINAL_H
#define GONGKAI_TELL_TERMINAL_H

// Columns of the terminal that a descriptor is; 80 where it is none.
int fill_terminal(int stream);

#endif

// What the files of chart share: exact lengths of bars.
#ifndef GONGKAI_CHART_INTERNAL_CHART_H
#define GONGKAI_CHART_INTERNAL_CHART_H

#include "chart/chart.h"

// The sum of the values from first up to end, into sum.
void chart_sum(mpq_t sum, const Chart *chart, size_t first, size_t end);
// length * part / whole rounded to nearest; whole > 0.
int chart_scale(int length, mpq_srcptr part, mpq_srcptr whole);

#endif

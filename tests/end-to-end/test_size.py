"""The check of a paragraph of a megabyte: its work grows as the text does."""
import resource
import unittest

from harness import ProjectTest, gongkai


class SizeTest(ProjectTest):
    def processor_time(self, text):
        """Of the check, in seconds."""
        def used():
            usage = resource.getrusage(resource.RUSAGE_CHILDREN)
            return usage.ru_utime + usage.ru_stime

        (self.project / 'sections' / '2-机构设置.md').write_text('# 机构设置\n\n' + text + '\n', 'utf-8')
        start = used()
        self.assertIn(gongkai('check', self.project).status, (0, 1))
        return used() - start

    def test_paragraph_of_a_megabyte(self):
        """The work grows as the text does: eight times the text takes far less than the 64 times of its square."""
        for piece, times in (('本部门支出5万元，比上年增加0万元', 30000), ('（', 350000), ('。 ', 250000), ('全', 350000), ('X', 1000000),
                             ('`', 1000000), ('1', 1000000), ('5万元', 140000), ('[', 1000000),
                             ('<a', 500000), ('本部门无项目、', 60000), ('1 ', 125000)):  # the dearest: a quarter of it
            self.assertLess(self.processor_time(piece * times), 24 * self.processor_time(piece * (times // 8)), piece)


if __name__ == '__main__':
    unittest.main()

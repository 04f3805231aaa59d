"""The check of a paragraph of hundreds of thousands of characters: its work grows as the text does."""
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

    def test_one_long_paragraph(self):
        """The work grows as the text does: eight times the text takes far less than the 64 times of its square."""
        for piece, times in (('本部门支出5万元，比上年增加0万元', 10000), ('（', 120000), ('。 ', 80000), ('全', 120000), ('X', 320000),
                             ('`', 320000), ('1', 320000), ('5万元', 48000), ('[', 320000), ('<a', 160000), ('本部门无项目、', 20000), ('1 ', 40000)):
            self.assertLess(self.processor_time(piece * times), 24 * self.processor_time(piece * (times // 8)), piece)


if __name__ == '__main__':
    unittest.main()

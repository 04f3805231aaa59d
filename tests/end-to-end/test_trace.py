"""gongkai trace: from a figure to its cells, from a value or a cell to everything that uses it."""
import unittest

from harness import ProjectTest, gongkai


class Trace(ProjectTest):
    def trace(self, what, status=0):
        result = gongkai('trace', '.', what, cwd=self.project)
        self.assertEqual(result.status, status, result.err)
        return result

    def test_figure(self):
        lines = self.trace('收入合计').out.splitlines()
        self.assertEqual(lines[:3], [
            '收入合计 = 51.8万元',
            '  by its formula 部门收支总表.收入[本年收入合计]',
            '  ./tables/部门收支总表.csv:31:8: 部门收支总表.收入[本年收入合计, 本年预算] = 51.8万元'])
        self.assertTrue(any('sections/3-部门收支概况.md:5:27: prints 51.8 by `= 收入合计`' in line for line in lines))
        self.assertTrue(any('gongkai.yaml' in line and 'the figure “收入合计”' in line for line in lines))

    def test_rules_that_hold_of_it(self):
        out = self.trace('机关运行经费').out
        self.assertIn('the rule running-costs (机关运行经费等于公用经费), '
                      '`机关运行经费 = {基本支出.公用}`', out)
        self.assertIn('the rule total-row (', out)
        self.assertNotIn('the rule three-public-most', out)

    def test_change_shows_last_years_fact(self):
        out = self.trace('变动(收入合计, 上年.收入合计)').out
        self.assertTrue(out.startswith('变动(收入合计, 上年.收入合计) = 比上年增加1.8736万元\n'))
        self.assertIn('gongkai.yaml:14:9: 上年.收入合计 = 49.9264万元', out)

    def test_value_with_and_without_its_unit(self):
        for value in ('1.24', '1.24万元', '12400元', '１.２４万元'):
            out = self.trace(value).out
            self.assertIn('其他数据[政府采购合计, 数值] = 1.24万元', out)
            self.assertIn('sections/4-其他重要事项情况说明.md:5:30: prints 1.24', out)
        self.assertEqual(self.trace('1.24元', 1).rules(), {'trace-unknown'})

    def test_negative_value(self):
        for value in ('-0.0542', '-0.0542万元', '-542元', '－0.0542'):
            self.assertIn('prints 比上年减少0.0542万元 by', self.trace(value).out)
        self.assertEqual(self.trace('-.5', 1).rules(), {'trace-unknown'})
        after = gongkai('trace', '--verbose', self.project, '-0.0542', '--verbose')
        self.assertIn('prints 比上年减少0.0542万元 by', after.out)
        for wrong in (('check', self.project, '-5'), ('trace', '-5'), ('trace', self.project, '收入合计', '-5'),
                      ('trace', self.project, '-5', '-6')):
            self.assertEqual(gongkai(*wrong).status, 2, wrong)
        self.assertIn('“-5”', gongkai('check', self.project, '-5').err)

    def test_value_that_is_computed(self):
        out = self.trace('1.8736').out
        self.assertIn('figures of this value:', out)
        self.assertIn('prints 比上年增加1.8736万元', out)

    def test_cell_by_name_and_by_place(self):
        wanted = '一般公共预算“三公”经费支出表[0101, 公务接待费] = 0万元'
        by_name = self.trace('一般公共预算“三公”经费支出表[合计, 公务接待费]').out
        self.assertIn('prints 0 by', by_name)
        line = next(l for l in by_name.splitlines() if l.startswith('  ./tables/'))
        place = line.strip().split(': ')[0][2:]
        by_place = self.trace(place).out
        self.assertEqual(by_place.splitlines()[0], line)
        self.assertIn('prints 0 by', by_place)
        self.assertNotIn(wanted, by_place)

    def test_cell_that_nothing_uses(self):
        self.append(self.table('附表'), '项目,金额\n甲,7.125\n')
        self.assertIn('附表[甲, 金额] = 7.125万元', self.trace('7.125').out)

    def test_faults(self):
        self.assertEqual(self.trace('77.01', 1).rules(), {'trace-unknown'})
        self.assertEqual(self.trace('部门收支总表[没有]', 1).rules(), {'figure-unknown-row'})
        self.assertEqual(self.trace('tables/没有.csv:3', 1).rules(), {'trace-unknown'})
        self.assertEqual(gongkai('trace', self.project).status, 2)
        self.assertEqual(gongkai('trace', self.work, '1').rules(), {'manifest-missing'})


if __name__ == '__main__':
    unittest.main()

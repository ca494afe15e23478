select 'province' as asked, * from summary_of('41', 2022)
union all
select 'county' as asked, * from summary_of('411528', 2022)
union all
select 'department' as asked, * from summary_of(null, 2022, agency := 'd9')

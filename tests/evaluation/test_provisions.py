"""The hand-checked sample of provisions, and that what is lost is counted."""

from evaluation.provisions import Expected, expected, main, missed


def test_at_least_97_of_100_provisions_are_where_a_person_finds_them():
    assert len(missed()) <= 0.03 * sum(1 for _ in expected())


def test_what_is_not_there_is_counted(tmp_path, capsys):
    (tmp_path / "x.txt").write_text(
        "I. MỤC TIÊU\n\n1. Giảm nghèo nhanh.\n\n2. Giảm nghèo bền vững.\n", encoding="utf-8"
    )
    gold = tmp_path / "gold.tsv"
    rows = ("plan\tpath\tfirst\tlast", "x\tI.1\t1. Giảm\tnhanh.", "x\tI.2\t2. Giảm\tnhanh.", "x\tI.3\t3.\tx")
    gold.write_text("\n".join(rows), encoding="utf-8")
    assert missed(gold, [tmp_path]) == [Expected("x", "I.2", "2. Giảm", "nhanh."), Expected("x", "I.3", "3.", "x")]
    main([str(gold), str(tmp_path)])
    assert "33.3 % (1/3)" in capsys.readouterr().out

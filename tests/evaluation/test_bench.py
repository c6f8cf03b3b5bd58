"""The bench measures in processes of its own and says what it needs for the rest."""

from evaluation import bench


def test_a_fresh_process_is_measured(tmp_path):
    figures = bench.measure_apart(tmp_path)
    assert figures["questions"] > 100
    assert 0 < figures["open_s"] <= figures["first_s"] < 30
    assert 0 < figures["ms_p50"] <= figures["ms_p95"]
    assert 20 < figures["rss_mb"] < 700


def test_the_reference_takes_time_on_every_machine():
    assert bench.reference_seconds() > 0.001


def test_a_bench_that_fails_says_why_and_hides_no_other(tmp_path):
    assert bench.other("no_such_bench", tmp_path) == "chưa có"
    assert bench.other("restoration", tmp_path / "absent").strip()

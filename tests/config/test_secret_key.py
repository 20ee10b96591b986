import stat

from config.secret_key import keep_secret_key, key_for_trying_out


def test_all_that_run_in_a_folder_have_one_key_and_nobody_else_reads_it(tmp_path):
    file = tmp_path / "secret-key"
    before = key_for_trying_out(file)
    assert keep_secret_key(file)
    key = key_for_trying_out(file)
    assert key != before
    assert len(key) > 50
    assert not keep_secret_key(file)
    assert key_for_trying_out(file) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

from devkit import process


def test_cause_is_what_the_tool_calls_an_error(tmp_path):
    log = tmp_path / "apt.log"
    log.write_text("Get:1 sid\nE: Unable to locate package x\nReading lists\n")
    assert process.cause(log) == "E: Unable to locate package x"


def test_cause_is_the_end_of_a_log_without_errors(tmp_path):
    log = tmp_path / "some.log"
    log.write_text("".join(f"line {number}\n" for number in range(50)))
    assert process.cause(log).splitlines()[-1].strip() == "line 49"
    assert "line 20" not in process.cause(log)


def test_output_of_a_long_command_is_kept_and_looked_at(tmp_path):
    log = tmp_path / "x.log"
    seen = []
    code = process.follow(
        ["sh", "-c", "echo one; echo two >&2; exit 3"],
        "Testing",
        log,
        on_line=lambda line: seen.append(line.strip()),
    )
    assert code == 3
    assert seen == ["one", "two"]
    assert log.read_text().endswith("one\ntwo\n")


def test_a_script_is_standard_input(tmp_path):
    script = tmp_path / "script"
    script.write_text("echo from the script\n")
    process.follow(["sh"], "Testing", tmp_path / "x.log", script=script)
    assert "from the script" in (tmp_path / "x.log").read_text()


def test_variables_of_postgresql_can_be_left_out():
    env = {"PGHOST": "db", "PGUSER": "me", "PATH": "/bin"}
    assert process.without_pg_variables(env) == {"PATH": "/bin"}

"""``form4 check``: comparing texts with a store of snapshots, as a person or a hook runs it."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import FIXTURES, ROOT, SNAPSHOTS, text_of

import form4_grammar as f4
from form4_grammar.checking import outcomes
from form4_grammar.cli import main

PURCHASE = text_of(FIXTURES / "purchase" / "classic-tab.txt")
EXERCISE = text_of(FIXTURES / "option-exercise" / "classic-tab.txt")
BROKEN = text_of(FIXTURES / "impossible-date" / "classic-tab.txt")
ROW = re.compile(r"^Common Stock\t.*\n", re.MULTILINE)


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two texts of one name, and beside it a store of their snapshots; commands run in the parent."""
    monkeypatch.chdir(tmp_path)
    for year in ("2022", "2023"):
        write(tmp_path / "texts" / year / "a.txt", PURCHASE)
    assert main(["check", "texts", "--accept-new"]) == 0
    return tmp_path / "texts"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8"))


def edited_grammar(folder: Path, old: str, new: str) -> str:
    """A copy of our grammars with one replacement; returns the file of classic-tab."""
    edited = 0
    for file in f4.grammar_path().rglob("*.lark"):
        source = file.read_text(encoding="utf-8")
        edited += old in source
        write(folder / file.relative_to(f4.grammar_path()), source.replace(old, new))
    assert edited, "the grammars have no such words"
    return str(folder / "layouts" / "classic-tab.lark")


def test_the_project_s_own_snapshots_are_unchanged_without_syrupy() -> None:
    code = (
        "import glob, sys; from form4_grammar.cli import main;"
        "status = main(['check', *sorted(glob.glob('tests/fixtures/**/classic-tab.txt', recursive=True))]);"
        "assert 'syrupy' not in sys.modules; sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"([0-9]+) texts: \1 unchanged\n", done.stdout)


def test_many_texts_are_read_by_several_processes_and_reported_as_few_are(
    texts: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(texts / "2024" / "a.txt", BROKEN)
    write(texts / "2023" / "a.txt", PURCHASE.replace("1,500", "1,600"))
    capsys.readouterr()
    assert main(["check", "texts"]) == 1
    by_one = capsys.readouterr().out
    monkeypatch.setattr(outcomes, "MANY", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert main(["check", "texts"]) == 1
    assert capsys.readouterr().out == by_one
    grammar = str(f4.grammar_path() / "layouts" / "classic-tab.lark")
    assert main(["check", "texts", "--grammar", grammar]) == 1
    assert capsys.readouterr().out.startswith(by_one.partition("\n\n")[0])


def test_a_text_is_new_until_it_is_accepted_and_then_unchanged(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(texts / "2024" / "a.txt", EXERCISE)
    capsys.readouterr()
    assert main(["check", "texts"]) == 1
    assert capsys.readouterr().out == "3 texts: 2 unchanged, 1 new\n\nNew\n  texts/2024/a.txt\n"
    assert main(["check", "texts", "--accept-new"]) == 0
    assert capsys.readouterr().out == "3 texts: 2 unchanged, 1 accepted\n"
    assert main(["check", "texts"]) == 0
    assert capsys.readouterr().out == "3 texts: 3 unchanged\n"


def test_a_snapshot_whose_text_is_gone_is_named(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (texts / "2022" / "a.txt").rename(texts / "2022" / "b.txt")
    capsys.readouterr()
    assert main(["check", "texts", "--accept-new"]) == 0
    shown = capsys.readouterr().out
    assert shown.endswith("Stale: these snapshots have no text any more\n  snapshots/texts/2022/a.txt.snap\n")
    assert main(["check", "texts/2023"]) == 0
    assert "Stale" not in capsys.readouterr().out


def test_what_is_kept_is_the_text_of_the_snapshot(texts: Path) -> None:
    kept = texts.parent / "snapshots" / "texts" / "2022" / "a.txt.snap"
    assert kept.read_bytes().decode("utf-8") == f4.snapshot_text(f4.read(PURCHASE))
    other = kept.parent.with_name("2023") / kept.name
    assert sorted((texts.parent / "snapshots").rglob("*.*")) == [kept, other]


def test_texts_of_one_name_are_told_apart_from_wherever_they_are_checked(
    texts: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(texts / "2023" / "a.txt", EXERCISE)
    capsys.readouterr()
    assert main(["check", "texts/2022/a.txt"]) == 0
    assert main(["check", "texts/2023/a.txt"]) == 1
    monkeypatch.chdir(texts / "2022")
    assert main(["check", "a.txt", "--store", "../../snapshots"]) == 0
    assert main(["check", "../2023/a.txt", "--store", "../../snapshots"]) == 1


def test_a_change_is_told_by_what_it_means(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(texts / "2022" / "a.txt", PURCHASE.replace("1,500", "1,600"))
    write(texts / "2023" / "a.txt", ROW.sub("", PURCHASE))
    capsys.readouterr()
    assert main(["check", "texts"]) == 1
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "2 texts: 2 changed"
    assert "1 value non_derivative[].transaction_shares changed" in lines
    assert "texts/2022/a.txt non_derivative[0].transaction_shares: 1500 → 1600" in lines
    assert "1 row non_derivative: row lost" in lines
    assert any(line.startswith("texts/2023/a.txt non_derivative[0]: Common Stock, 8200, D,") for line in lines)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("one_reporting_person", "single_person", "2 rule renamed one_reporting_person → single_person"),
        ("_4a: acquired_disposed_code ", "_4a: transaction_price_per_share ", "2 value non_derivative[]"),
        ("☒☑", "☒☑⮽", None),
        ('"Date of Earliest Transaction"', '"Date of First Transaction"', "2 texts: missing-item on period_of_report"),
    ],
)
def test_what_an_edit_of_the_grammar_does_is_one_line_with_a_count(
    old: str, new: str, line: str | None, texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grammar = edited_grammar(texts.parent / "grammar", old, new)
    capsys.readouterr()
    assert main(["check", "texts", "--grammar", grammar]) == (1 if line else 0)
    lines = [" ".join(shown.split()) for shown in capsys.readouterr().out.splitlines()]
    assert lines[0].startswith("2 texts: 2 ")
    assert not line or any(shown.startswith(line) for shown in lines)
    assert len(lines) < 60, "a page"


def test_two_columns_that_change_places_are_values_that_moved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "texts" / "a.txt", EXERCISE)
    check = ["check", str(tmp_path / "texts"), "--store", str(tmp_path / "snapshots")]
    assert main([*check, "--accept-new"]) == 0
    edited_grammar(tmp_path / "grammar", "_table_2_6:  exercise_date", "_table_2_6:  expiration_date")
    form = tmp_path / "grammar" / "forms" / "changes.lark"
    write(form, form.read_text("utf-8").replace("_table_2_6e: expiration_date", "_table_2_6e: exercise_date"))
    capsys.readouterr()
    assert main([*check, "--grammar", str(tmp_path / "grammar" / "layouts" / "classic-tab.lark")]) == 1
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "1 value moved derivative[].expiration_date → exercise_date" in lines


def test_an_error_case_whose_place_has_another_name_is_changed_and_not_unread(
    texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(texts / "2024" / "a.txt", BROKEN)
    assert main(["check", "texts", "--accept-new", "--error-case"]) == 0
    grammar = edited_grammar(texts.parent / "grammar", "table_1_row", "row_of_table_1")
    capsys.readouterr()
    assert main(["check", "texts/2024", "--grammar", grammar]) == 1
    assert capsys.readouterr().out.startswith("1 text: 1 changed\n")


def test_a_new_check_mark_is_read_and_nothing_else_changes(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(texts / "2024" / "a.txt", PURCHASE.replace("Check this box if no", "⮽ Check this box if no"))
    assert main(["check", "texts", "--accept-new", "--error-case"]) == 0
    grammar = edited_grammar(texts.parent / "grammar", "☒☑", "☒☑⮽")
    capsys.readouterr()
    assert main(["check", "texts", "--grammar", grammar]) == 1
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "3 texts: 2 unchanged, 1 changed"
    assert "1 value not_subject_to_section_16 gained" in lines


def test_unread_texts_are_one_variant_by_their_cause(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (1, 2, 3):
        write(texts / "unread" / f"{number}.txt", BROKEN.replace("02/30/", f"{number:02}/32/"))
    capsys.readouterr()
    assert main(["check", "texts/unread", "--variants", "variants"]) == 1
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert lines[0] == "3 texts: 3 unread"
    where = "table_1 > table_1_row > transaction_date > DATE"
    assert f"  3 texts: impossible-date on non_derivative[].transaction_date, in {where}" in lines
    marked = next(i for i, line in enumerate(lines) if "^" in line)
    start = lines[marked].index("^")
    assert lines[marked - 1][start : start + 10] == "01/32/2022"
    assert "  nearest known: none has an error of this code" in lines

    [file] = Path("variants").iterdir()
    assert f"  written to {file}" in lines
    assert file.name == "01-impossible-date.txt"
    text = text_of(file)
    assert len(text) < len(BROKEN) / 2
    assert "impossible-date" in {diagnostic.code for diagnostic in f4.read(text).errors}
    assert not re.search("Tarnwick|Vandermolen|Sorrentini|HARBOUR|1\\.15", text), "names and amounts are invented"


def test_a_page_has_room_for_three_variants_and_a_folder_for_all(
    texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in ("impossible-date", "row-missing-a-cell", "unknown-line-in-table", "missing-caption"):
        write(texts / "unread" / f"{kind}.txt", text_of(FIXTURES / kind / "classic-tab.txt"))
    capsys.readouterr()
    assert main(["check", "texts/unread"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if line.startswith("  a minimal reproduction")]) == 3
    assert [line for line in lines if line.startswith("  1 text: ")][3].endswith(
        "; texts/unread/unknown-line-in-table.txt"
    )
    assert main(["check", "texts/unread", "--variants", "variants"]) == 1
    assert capsys.readouterr().out.count("  a minimal reproduction") == len(list(Path("variants").iterdir())) == 4


def test_the_nearest_known_text_is_one_of_the_same_cause(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = FIXTURES / "amount-with-two-points" / "classic-tab.txt"
    write(tmp_path / "mine.txt", text_of(known).replace("Common Stock", "Class B Shares"))
    assert main(["check", str(tmp_path / "mine.txt"), "--store", str(SNAPSHOTS)]) == 1
    nearest = re.search("nearest known: (.+)", capsys.readouterr().out)
    assert nearest
    assert nearest[1] == "classic-tab/amount-with-two-points"


def test_a_minimal_reproduction_of_a_missing_item_keeps_the_most_similar_text(
    texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(texts / "2024" / "a.txt", PURCHASE.replace("Check this box if no", "⮽ Check this box if no"))
    capsys.readouterr()
    assert main(["check", "texts/2024"]) == 1
    assert "  | ⮽ Check this box if no longer subject to Section 16. Form 4 or Form 5" in capsys.readouterr().out


def test_a_text_without_a_form_has_no_minimal_reproduction(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "letter.txt", "Dear Sir,\n")
    assert main(["check", str(tmp_path), "--store", str(tmp_path / "snapshots")]) == 1
    assert "no minimal reproduction: the error is not in a part of the text" in capsys.readouterr().out


def test_an_error_is_accepted_only_as_an_error_case(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(texts / "2024" / "a.txt", BROKEN)
    assert main(["check", "texts", "--accept", "texts/2024/a.txt"]) == 1
    assert "texts/2024/a.txt: not accepted: it is not marked as an error case" in capsys.readouterr().err
    assert main(["check", "texts", "--accept-new"]) == 1
    assert main(["check", "texts", "--accept-new", "--error-case"]) == 0
    assert main(["check", "texts"]) == 0

    write(texts / "2024" / "a.txt", BROKEN.replace("02/30/2022", "02/31/2022"))
    assert main(["check", "texts", "--accept", "texts/2024/*"]) == 0, "its snapshot is one of an error"
    write(texts / "2022" / "a.txt", BROKEN)
    assert main(["check", "texts", "--accept", "texts/2022/a.txt"]) == 1, "its snapshot is not"


def test_what_is_no_text_is_never_accepted(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (texts / "2024.txt").write_bytes(b"\0\1\2")
    assert main(["check", "texts", "--accept-new", "--error-case"]) == 1
    assert "2024.txt: not accepted: it is no text" in capsys.readouterr().err


def test_review_asks_for_one_text_after_another(
    texts: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for year in ("2022", "2023", "2024", "2025"):
        write(texts / year / "a.txt", PURCHASE.replace("1,500", "1,600"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("a\nr\ns\n"))
    capsys.readouterr()
    assert main(["check", "texts", "--review"]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "texts/2022/a.txt changed value non_derivative[].transaction_shares changed" in out
    assert "non_derivative[0].transaction_shares: 1500 → 1600" in out
    assert "Table I - Non-Derivative Securities" in out, "a new text is shown by what is read of it"
    assert "4 texts: 1 accepted, 1 rejected, 2 new" in out, "at the end of the input the others are skipped"
    assert main(["check", "texts/2022"]) == 0
    assert main(["check", "texts/2023"]) == 1


def test_review_asks_again_before_it_accepts_an_error(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(texts / "2022" / "a.txt", BROKEN)
    write(texts / "2023" / "a.txt", BROKEN)
    monkeypatch.setattr(sys, "stdin", io.StringIO("a\nn\na\ny\n"))
    assert main(["check", "texts", "--review"]) == 1
    assert main(["check", "texts/2022"]) == 1
    assert main(["check", "texts/2023"]) == 0


def test_a_damaged_snapshot_is_one_that_differs(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (texts.parent / "snapshots" / "texts" / "2022" / "a.txt.snap").write_bytes(b"<<<<<<< \xff\n")
    capsys.readouterr()
    assert main(["check", "texts"]) == 1
    assert "the snapshot in the store is damaged" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["texts"], 0),
        (["texts/2022/a.txt", "no such file"], 4),
        (["-"], 2),
        (["empty"], 2),
        (["texts", "--accept", "no-such-text"], 2),
        (["texts", "--grammar", "no such grammar"], 2),
        (["texts", "--store", "texts/2022/a.txt"], 4),
        (["a/classic-tab.txt", "a", "--store", "snapshots"], 2),
    ],
)
def test_exit_status(arguments: list[str], status: int, texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (texts.parent / "empty").mkdir()
    for name in ("a/classic-tab.txt", "a/classic-tab.md"):
        write(texts.parent / name, PURCHASE)
    assert main(["check", *arguments]) == status
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert err.startswith("form4: ") == (status != 0)


def test_a_closed_pipe_ends_quietly(texts: Path) -> None:
    command = f'"{sys.executable}" -m form4_grammar check texts "{FIXTURES}/purchase" | head -1'
    done = subprocess.run(command, shell=True, capture_output=True, check=False, cwd=texts.parent)
    assert done.stderr == b""


def test_the_hook_runs_the_command() -> None:
    """What pre-commit runs: the words of ``entry``, and the files."""
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entry = re.search(r"^ +entry: form4 (\w+)$", hook, re.MULTILINE)
    assert entry
    assert main([entry[1], str(FIXTURES / "purchase" / "classic-tab.txt"), "--store", str(SNAPSHOTS)]) == 0


def test_what_differs_is_annotated(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Workflow commands name the file and, of a new diagnostic, the line; an unchanged text has none."""
    write(texts / "2022" / "a.txt", BROKEN)
    write(texts / "2024" / "new.txt", EXERCISE)
    write(texts / "2024" / "a::b,c%0A.txt", EXERCISE)
    capsys.readouterr()
    assert main(["check", "texts", "--annotate"]) == 1
    commands = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::")]
    assert any(
        line.startswith("::error file=texts/2022/a.txt,line=32,title=form4 check%3A unread::") for line in commands
    )
    assert any(line.startswith("::error file=texts/2024/new.txt,title=form4 check%3A new::") for line in commands)
    assert any(line.startswith("::error file=texts/2024/a%3A%3Ab%2Cc%250A.txt,") for line in commands)
    assert not any("2023" in line.partition("::error")[2].partition("::")[0] for line in commands)
    assert main(["check", "texts", "--annotate", "--accept", "*", "--error-case"]) == 0
    assert "::" not in capsys.readouterr().out


def test_the_example_of_a_workflow_runs_what_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its command, run beside texts in filings/ and their snapshots, passes; it fails where a text has changed."""
    workflow = (ROOT / "examples" / "github-workflow.yml").read_text()
    [command] = re.findall(r"run: form4 (.*)", workflow)
    (tmp_path / "filings").mkdir()
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "examples" / "filing.txt").read_text()
    (tmp_path / "filings" / "one.txt").write_text(text)
    assert main(["check", "filings", "--accept-new"]) == 0
    assert main(command.split()) == 0
    (tmp_path / "filings" / "one.txt").write_text(text.replace("2,700", "2,800"))
    assert main(command.split()) == 1
    assert "::error file=filings/one.txt,title=form4 check%3A changed::value" in capsys.readouterr().out

#!/usr/bin/env python3
"""Rebuilds of one SQLite table, three ways, in one run: by hand in the sqlite3 shell, by Underpin, by Alembic's batch mode.

  rebuild.py UNDERPIN MEGABYTES...

What is measured is the change itself, from BEGIN to COMMIT with its checks, and not the start of a process: the shell's
own timer, the time that `underpin apply` prints for its step, the time of Alembic's operation. Each file is a fresh copy.
"""
import os, re, shutil, sqlite3, statistics, subprocess, sys, tempfile, time

ROWS_A_MEGABYTE = 9_200  # of table and index together

BY_HAND = """
.timer on
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TABLE new_item (id INTEGER PRIMARY KEY AUTOINCREMENT, name varchar(80) NOT NULL, size int, note text);
INSERT INTO new_item SELECT id, name, size, note FROM item;
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'item') WHERE name = 'new_item';
DROP TABLE item;
ALTER TABLE new_item RENAME TO item;
CREATE INDEX item_name ON item (name);
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
"""


def main():
    tool, sizes = os.path.abspath(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [1, 10, 100]
    print("| MB | rows | by hand, ms | Underpin, ms | ratio | Alembic, ms | ratio |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for size in sizes:
            print(line(tool, size), flush=True)


def line(tool, size):
    rows = size * ROWS_A_MEGABYTE
    make("fresh.db", rows)
    declare(tool)
    ways = {"hand": by_hand, "underpin": lambda file: by_underpin(tool, file), "alembic": by_alembic}
    times = {way: [] for way in ways}
    for _ in range(5 if size > 10 else 15):
        # By turns, so that what else the machine does touches all alike.
        for way, run in ways.items():
            shutil.copy("fresh.db", "copy.db")
            os.sync()
            times[way].append(run("copy.db"))
            proved(rows)
    hand, underpin, alembic = (statistics.median(times[way]) for way in ways)
    actual = os.path.getsize("fresh.db") / 1e6
    return "| %.1f | %d | %.0f | %.0f | %.2f | %.0f | %.2f |" % (
        actual, rows, hand, underpin, underpin / hand, alembic, alembic / hand)


def make(file, rows):
    if os.path.exists(file):
        os.remove(file)
    connection = sqlite3.connect(file)
    connection.executescript("""
        CREATE TABLE item (id INTEGER PRIMARY KEY AUTOINCREMENT, name text, size int, note text);
        CREATE INDEX item_name ON item (name);
        CREATE TABLE part (id INTEGER PRIMARY KEY, item int REFERENCES item (id) ON DELETE CASCADE);
    """)
    connection.executemany(
        "INSERT INTO item (name, size, note) VALUES (?, ?, ?)",
        (("item number %d" % i, i % 100, "a note of some length, as notes are, on item %d" % i) for i in range(rows)))
    connection.execute("INSERT INTO part (item) SELECT id FROM item WHERE id % 20 = 0")
    connection.commit()
    connection.close()


def declare(tool):
    call(tool, "inspect", "--url", "sqlite:fresh.db", "-o", "schema.yaml")
    with open("schema.yaml") as file:
        text = file.read()
    assert "name: text\n" in text
    with open("schema.yaml", "w") as file:
        file.write(text.replace("name: text\n", "name: varchar(80) not null\n"))


def call(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        sys.exit("bench: %s\n%s%s" % (" ".join(command), result.stdout, result.stderr))
    return result.stdout + result.stderr


def by_hand(file):
    result = subprocess.run(["sqlite3", "-init", "/dev/null", "-bail", file], input=BY_HAND, capture_output=True, text=True)
    if result.returncode or result.stderr:
        sys.exit("bench: " + result.stderr)
    return 1000 * sum(float(real) for real in re.findall(r"real ([0-9.]+)", result.stdout))


def by_underpin(tool, file):
    # A change that no library's ALTER TABLE makes: the type, and NOT NULL with it.
    told = call(tool, "apply", "--direct", "--yes", "--allow", "all", "--url", "sqlite:" + file)
    amount, unit = re.search(r"rebuild the table .*?([0-9.]+) (ms|s)\b", told).groups()
    return float(amount) * (1000 if unit == "s" else 1)


def by_alembic(file):
    import sqlalchemy
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    with sqlalchemy.create_engine("sqlite:///" + file).connect() as connection:
        began = time.perf_counter()
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        with connection.begin():
            with Operations(MigrationContext.configure(connection)).batch_alter_table("item", recreate="always") as batch:
                batch.alter_column("name", existing_type=sqlalchemy.Text(), type_=sqlalchemy.String(80), nullable=False)
        return 1000 * (time.perf_counter() - began)


def proved(rows):
    connection = sqlite3.connect("copy.db")
    counted = connection.execute("SELECT count(*), (SELECT count(*) FROM part) FROM item").fetchone()
    required = connection.execute("SELECT \"notnull\" FROM pragma_table_info('item') WHERE name = 'name'").fetchone()
    connection.close()
    if counted != (rows, rows // 20) or required != (1,):
        sys.exit("bench: the rebuild lost something: %s %s" % (counted, required))


main()

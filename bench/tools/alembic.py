"""The schema of ../schema.awk as a model of SQLAlchemy, and what Alembic's autogenerate makes of it for a database, as SQL.

  alembic.py ENGINE HOST PORT USER DATABASE TABLES CHANGED

In one process what `alembic revision --autogenerate` and `alembic upgrade --sql` do.
"""
import os
import sys

# Not the file itself, which has the name of the library.
sys.path = [path for path in sys.path if os.path.abspath(path or ".") != os.path.dirname(os.path.abspath(__file__))]

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations
from alembic.migration import MigrationContext
from alembic.operations import Operations

engine, host, port, user, database, tables, changed = sys.argv[1:]
driver, password = {
    "postgresql": ("postgresql+psycopg2", "PGPASSWORD"),
    "mariadb": ("mariadb+pymysql", "MYSQL_PWD"),
}[engine]


def model():
    metadata = sa.MetaData()
    for i in range(1, int(tables) + 1):
        table(metadata, i, changed == "1" and i % 100 == 1)
    return metadata


def table(metadata, i, differs):
    name = "table_%05d" % i
    new = sa.text("'new'")
    parts = [
        sa.Column("id", sa.BigInteger, *([sa.Identity()] if engine == "postgresql" else []), primary_key=True),
        sa.Column("code", sa.String(80 if differs else 40), nullable=False),
        sa.Column("status", sa.String(20), nullable=False, server_default=new),
        sa.Column("quantity", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("note", sa.Text),
        sa.Column("created_at", sa.TIMESTAMP, nullable=False, server_default=sa.text("CURRENT_TIMESTAMP")),
        sa.UniqueConstraint("code", name=name + "_code_key"),
        sa.CheckConstraint("quantity >= 0", name=name + "_quantity_check"),
        sa.Index(name + "_created_at_idx", "created_at"),
    ]
    if i % 10 != 1:
        parts.append(sa.Column("previous_id", sa.BigInteger))
        parts.append(sa.ForeignKeyConstraint(["previous_id"], ["table_%05d.id" % (i - 1)], name=name + "_previous_fk"))
    if engine == "postgresql":
        parts.append(sa.Index(name + "_open_idx", "created_at", postgresql_where=sa.text("status = 'new'")))
    else:
        parts.append(sa.Index(name + "_open_idx", "status", "created_at"))
    if differs:
        parts.append(sa.Column("priority", sa.Integer))
        parts.append(sa.Index(name + "_priority_idx", "priority"))
    sa.Table(name, metadata, *parts)


def run(operations, group):
    for operation in group.ops:
        if hasattr(operation, "ops"):
            run(operations, operation)
        else:
            operations.invoke(operation)


url = sa.URL.create(driver, user, os.environ.get(password), host, int(port), database)
with sa.create_engine(url).connect() as connection:
    found = produce_migrations(MigrationContext.configure(connection, opts={"compare_server_default": True}), model())
    printed = MigrationContext.configure(dialect=connection.dialect, opts={"as_sql": True, "output_buffer": sys.stdout})
    run(Operations(printed), found.upgrade_ops)

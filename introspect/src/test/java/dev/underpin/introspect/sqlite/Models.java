package dev.underpin.introspect.sqlite;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random models that SQLite accepts. */
final class Models {
  private static final List<String> CONFLICTS =
      List.of("ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE");

  /** One and the same, since SQLite refuses different ones on the same columns. */
  private static final Arbitrary<Optional<String>> KEY_CONFLICT =
      Arbitraries.just("REPLACE").optional(0.2);

  private Models() {}

  static Arbitrary<Schema> schemas() {
    return names(1, 3)
        .flatMap(
            names -> {
              List<Arbitrary<Table>> tables =
                  names.stream().map(name -> table(name, names)).toList();
              return Combinators.combine(tables).as(Models::schema);
            });
  }

  private static Schema schema(List<Table> tables) {
    Schema schema = Schema.EMPTY;
    int number = 0;
    for (Table table : tables) {
      // An index's name is the database's, not the table's.
      int prefix = number++;
      schema = schema.put(table.mapIndexes(index -> index.withName(prefix + " " + index.name())));
    }
    return schema;
  }

  private static Arbitrary<Table> table(String name, List<String> tables) {
    return Combinators.combine(names(1, 5), Arbitraries.of(Form.values()))
        .flatAs(
            (columns, form) ->
                Combinators.combine(
                        columnList(columns, form),
                        keyConstraint(columns.get(0), form),
                        constraints(name, columns, tables).list().ofMaxSize(3),
                        indexes(columns).list().ofMaxSize(2))
                    .as(
                        (list, key, constraints, indexes) ->
                            table(name, form, list, key, constraints, indexes)));
  }

  private static Table table(
      String name,
      Form form,
      List<Column> columns,
      Optional<PrimaryKey> key,
      List<Constraint> constraints,
      List<Index> indexes) {
    List<Constraint> all = new ArrayList<>();
    key.ifPresent(all::add);
    for (Constraint constraint : constraints) {
      int number = all.size();
      all.add(constraint.withName(constraint.name().map(n -> n + number)));
    }
    List<Index> named = new ArrayList<>();
    for (Index index : indexes) named.add(index.withName(named.size() + index.name()));
    return new Table(QualifiedName.of(name), columns, all, named, Optional.empty(), form.options());
  }

  private enum Form {
    ORDINARY,
    AUTOINCREMENT,
    STRICT,
    WITHOUT_ROWID;

    SortedMap<String, String> options() {
      return this == STRICT || this == WITHOUT_ROWID
          ? Options.of(name().toLowerCase(Locale.ROOT), "true")
          : Options.none();
    }
  }

  private static Arbitrary<List<Column>> columnList(List<String> names, Form form) {
    List<Arbitrary<Column>> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++)
      columns.add(column(names.get(i), i == 0, form, names.get(0)));
    return Combinators.combine(columns).as(list -> list);
  }

  private static Arbitrary<Column> column(String name, boolean first, Form form, String other) {
    if (first && form == Form.AUTOINCREMENT) {
      return Arbitraries.just(
          Column.of(name, "INTEGER")
              .withIdentity(Optional.of(Identity.of(Identity.Kind.AUTOINCREMENT))));
    }
    Arbitrary<String> types =
        form == Form.STRICT
            ? Arbitraries.of("INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY")
            : Arbitraries.of(
                "",
                "integer",
                "INT",
                "varchar(20)",
                "NUMERIC(12, 2)",
                "double precision",
                "\"Odd'type\"");
    Arbitrary<Optional<SqlText>> defaults =
        Arbitraries.of(
                "1",
                "-2.5",
                "'it''s -- x'",
                "(NULL)",
                "true",
                "x'0F'",
                "current_date",
                "1 + (2)",
                "lower('X')",
                "\"word\"")
            .map(SqlText::of)
            .optional();
    Arbitrary<Optional<Generated>> generated =
        first
            ? Arbitraries.just(Optional.empty())
            : Combinators.combine(
                    Arbitraries.of(true, false), Arbitraries.of("", " || ')'", " /* ( */ + 1"))
                .as((stored, rest) -> new Generated(SqlText.of(quoted(other) + rest), stored))
                .optional(0.2);
    return Combinators.combine(
            types,
            Arbitraries.of(true, false),
            defaults,
            generated,
            Arbitraries.of("NOCASE", "RTRIM").optional(0.2),
            notNull())
        .as(
            (type, nullable, value, gen, collation, options) ->
                Column.of(name, type)
                    .withNullable(nullable)
                    .withDefault(gen.isPresent() ? Optional.empty() : value)
                    .withGenerated(gen)
                    .withCollation(collation)
                    .withOptions(nullable ? Options.none() : options));
  }

  private static Arbitrary<SortedMap<String, String>> notNull() {
    return Combinators.combine(Arbitraries.of(CONFLICTS).optional(0.2), name().optional(0.2))
        .as(
            (conflict, name) -> {
              TreeMap<String, String> options = new TreeMap<>();
              conflict.ifPresent(c -> options.put("not_null_on_conflict", c));
              name.ifPresent(n -> options.put("not_null_name", n));
              return Options.copy(options);
            });
  }

  private static Arbitrary<Optional<PrimaryKey>> keyConstraint(String column, Form form) {
    boolean needed = form == Form.AUTOINCREMENT || form == Form.WITHOUT_ROWID;
    Arbitrary<PrimaryKey> key =
        Combinators.combine(name().optional(0.3), Arbitraries.of(true, false), KEY_CONFLICT)
            .as(
                (name, descending, conflict) ->
                    new PrimaryKey(
                        name,
                        List.of(
                            key(
                                column,
                                descending && form != Form.AUTOINCREMENT,
                                Optional.empty())),
                        List.of(),
                        Deferrability.NOT_DEFERRABLE,
                        Options.with(Options.none(), "on_conflict", conflict)));
    return needed ? key.map(Optional::of) : key.optional();
  }

  private static Arbitrary<Constraint> constraints(
      String own, List<String> columns, List<String> tables) {
    Arbitrary<Constraint> unique =
        Combinators.combine(name().optional(), keys(columns), KEY_CONFLICT)
            .as(
                (name, keys, conflict) ->
                    new UniqueConstraint(
                        name,
                        keys,
                        List.of(),
                        false,
                        Deferrability.NOT_DEFERRABLE,
                        Options.with(Options.none(), "on_conflict", conflict)));
    Arbitrary<Constraint> check =
        Combinators.combine(
                name().optional(),
                Arbitraries.of(columns),
                Arbitraries.of(" > 0", " IN ('a', ')')", " is not NULL -- c", " <> /* ' */ ''"))
            .as(
                (name, column, rest) ->
                    CheckConstraint.of(name, SqlText.of(quoted(column) + rest)));
    Arbitrary<Constraint> reference =
        Combinators.combine(
                name().optional(),
                Arbitraries.of(columns),
                Arbitraries.of(tables),
                Arbitraries.of(columns).optional(),
                Arbitraries.of(ReferentialAction.values())
                    .map(a -> a.unlessUsual(ReferentialAction.NO_ACTION)),
                Arbitraries.of(ReferentialAction.values())
                    .map(a -> a.unlessUsual(ReferentialAction.NO_ACTION)),
                Arbitraries.of("SIMPLE", "FULL", "PARTIAL"),
                Arbitraries.of(Deferrability.values()))
            .as(
                (name, column, table, to, delete, update, match, when) ->
                    new ForeignKey(
                        name,
                        List.of(column),
                        QualifiedName.of(to.isPresent() ? own : table),
                        to.stream().toList(),
                        delete,
                        update,
                        match,
                        when,
                        false,
                        List.of(),
                        Options.none()));
    return Arbitraries.oneOf(unique, check, reference);
  }

  private static Arbitrary<Index> indexes(List<String> columns) {
    Arbitrary<IndexKey> expression =
        Arbitraries.of(columns)
            .map(column -> IndexKey.expression(SqlText.of("lower(" + quoted(column) + ") || '('")));
    Arbitrary<List<IndexKey>> keys = Arbitraries.oneOf(keys(columns), expression.map(List::of));
    Arbitrary<Optional<SqlText>> where =
        Arbitraries.of(columns)
            .map(column -> SqlText.of(quoted(column) + " IS NOT NULL"))
            .optional();
    return Combinators.combine(name(), Arbitraries.of(true, false), keys, where)
        .as((name, unique, k, w) -> Index.of(name, unique, List.of()).withKeys(k, List.of(), w));
  }

  private static Arbitrary<List<IndexKey>> keys(List<String> columns) {
    return Combinators.combine(
            Arbitraries.of(columns),
            Arbitraries.of(true, false),
            Arbitraries.of("NOCASE", "BINARY").optional(0.2))
        .as(Models::key)
        .list()
        .ofMinSize(1)
        .ofMaxSize(2)
        .uniqueElements(IndexKey::column);
  }

  private static IndexKey key(String column, boolean descending, Optional<String> collation) {
    return new IndexKey(
        Optional.of(column),
        Optional.empty(),
        descending,
        Optional.empty(),
        collation,
        Optional.empty(),
        OptionalInt.empty());
  }

  private static Arbitrary<List<String>> names(int least, int most) {
    return name()
        .list()
        .ofMinSize(least)
        .ofMaxSize(most)
        .uniqueElements(name -> name.toLowerCase(Locale.ROOT));
  }

  /**
   * Names that hurt: quotes of every kind, keywords, comments, blanks, line ends, letters of all
   * the world.
   */
  private static Arbitrary<String> name() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "a", "B", "_", "1", " ", "\"", "'", "`", "[", "]", "(", ")", ",", ";", ".", "--", "/*",
            "*/", "\n", "é", "Ж", "表", "🙂", "$", "%");
    Arbitrary<String> hostile =
        pieces.list().ofMinSize(1).ofMaxSize(6).map(parts -> String.join("", parts));
    Arbitrary<String> words =
        Arbitraries.of(
            "key",
            "order",
            "select",
            "CHECK",
            "primary",
            "desc",
            "end",
            "true",
            "action",
            "rowid",
            "t",
            "id",
            "constraint");
    return Arbitraries.oneOf(hostile, words);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}

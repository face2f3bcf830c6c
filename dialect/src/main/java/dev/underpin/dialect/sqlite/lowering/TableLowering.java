package dev.underpin.dialect.sqlite.lowering;

import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.StringLiteral;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Lowers one table. A declared type stays as it is written, with three exceptions: an identity is
 * INTEGER, an enum is text, and a STRICT table has its own six words. Whether a column may be NULL
 * stays as declared as well: SQLite's primary keys may hold NULL, and adding NOT NULL where nobody
 * wrote it would differ from every table that was made by hand.
 */
final class TableLowering {
  private static final Set<String> CONFLICTS =
      Set.of("ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE");

  private final Table table;
  private final Map<String, EnumType> enums;
  private final Lowering report;
  private final ObjectRef ref;
  private final boolean strict;
  private final List<Constraint> enumChecks = new ArrayList<>();

  TableLowering(Table table, Map<String, EnumType> enums, Lowering report) {
    this.table = table;
    this.enums = enums;
    this.report = report;
    this.ref = ObjectRef.table(table.name());
    this.strict = SqliteOptions.isSet(table.options(), SqliteOptions.STRICT);
  }

  Table lower() {
    List<Column> columns = table.columns().stream().map(this::column).toList();
    List<Constraint> constraints = new ArrayList<>();
    for (Constraint constraint : table.constraints())
      constraint(constraint).ifPresent(constraints::add);
    constraints.addAll(enumChecks);
    List<Index> indexes = table.indexes().stream().map(this::index).toList();
    return new Table(
        table.name(), columns, constraints, indexes, Optional.empty(), table.options());
  }

  private Column column(Column column) {
    String at = ref.column(column.name()).key();
    Column lowered =
        column
            .withComment(Optional.empty())
            .withDefault(column.defaultValue().map(d -> report.expression(at + ".default", d)))
            .withGenerated(
                column
                    .generated()
                    .map(
                        g ->
                            new Generated(
                                report.expression(at + ".generated", g.expression()), g.stored())));
    checkConflict(at, column.options());
    if (column.identity().isPresent()) return identity(at, lowered, column.identity().get());
    Optional<EnumType> type = enumOf(column.type());
    if (type.isPresent()) {
      enumChecks.add(enumCheck(column, type.get()));
      return lowered.withType(strict ? "TEXT" : "text");
    }
    return strict ? lowered.withType(strictType(at, column.type())) : lowered;
  }

  private Column identity(String at, Column column, Identity identity) {
    Optional<PrimaryKey> key = table.primaryKey();
    boolean alone =
        key.isPresent()
            && key.get().keys().size() == 1
            && key.get().columns().contains(column.name());
    if (!alone || SqliteOptions.isSet(table.options(), SqliteOptions.WITHOUT_ROWID)) {
      report.error(
          at,
          """
          SQLite numbers rows only in a column that is the whole primary key of a table with a \
          rowid; %s of %s is not."""
              .formatted(column.name(), table.name()),
          """
          Declare `primary_key: [%s]`, or give the column another form on SQLite: { sqlite: \
          integer, … }."""
              .formatted(column.name()));
    }
    if (identity.kind() == Identity.Kind.ALWAYS) {
      report.warn(
          at,
          """
          SQLite cannot refuse a number that is given for %s.%s: `identity always` is `identity` \
          here."""
              .formatted(table.name(), column.name()),
          "Nothing to do, if that is fine.");
    }
    if (identity.sequence().start().isPresent() || identity.sequence().increment().isPresent()) {
      report.warn(
          at,
          "SQLite numbers rows from 1 by 1: the start and increment of %s are left out."
              .formatted(column.name()),
          "Nothing to do, if that is fine.");
    }
    boolean autoincrement = identity.kind() == Identity.Kind.AUTOINCREMENT;
    return column
        .withType("INTEGER")
        .withIdentity(
            autoincrement
                ? Optional.of(Identity.of(Identity.Kind.AUTOINCREMENT))
                : Optional.empty());
  }

  private Optional<EnumType> enumOf(String type) {
    EnumType found = enums.get(type);
    if (found != null) return Optional.of(found);
    List<Token> tokens = Lexer.tokens(type);
    boolean quoted = tokens.size() == 1 && tokens.get(0).kind() == Token.Kind.QUOTED;
    return quoted ? Optional.ofNullable(enums.get(tokens.get(0).name())) : Optional.empty();
  }

  /**
   * The check that stands for an enum: {@code <table>_<column>_enum}; NULL passes it, as it does
   * everywhere.
   */
  private CheckConstraint enumCheck(Column column, EnumType type) {
    String list = type.labels().stream().map(StringLiteral::of).collect(Collectors.joining(", "));
    SqlText condition = SqlText.of(Identifiers.quote(column.name()) + " in (" + list + ")");
    return CheckConstraint.of(
        Optional.of(table.name().name() + "_" + column.name() + "_enum"), condition);
  }

  private String strictType(String at, String type) {
    Optional<String> lowered = StrictTypes.lower(type);
    if (lowered.isEmpty()) {
      report.error(
          at,
          "A STRICT table has no type " + (type.isBlank() ? "that is left out" : type) + ".",
          "Its types are int, integer, real, text, blob and any.");
    }
    return lowered.orElse(type);
  }

  private Optional<Constraint> constraint(Constraint constraint) {
    String at = ref.constraint(constraint).key();
    checkConflict(at, constraint.options());
    return constraint.match(
        key -> Optional.of(primaryKey(at, key)),
        unique -> Optional.of(unique(at, unique)),
        foreign -> Optional.of(foreignKey(at, foreign)),
        check -> Optional.of(check(at, check)),
        exclusion -> {
          report.error(
              at,
              "SQLite has no exclusion constraints.",
              "Declare " + exclusion.name().orElse("it") + " for the other engine only.");
          return Optional.empty();
        });
  }

  private PrimaryKey primaryKey(String at, PrimaryKey key) {
    plain(at, "A primary key", key.include(), key.deferrability(), false);
    return new PrimaryKey(
        key.name(), keys(at, key.keys()), List.of(), Deferrability.NOT_DEFERRABLE, key.options());
  }

  private UniqueConstraint unique(String at, UniqueConstraint unique) {
    plain(
        at,
        "A unique constraint",
        unique.include(),
        unique.deferrability(),
        unique.nullsNotDistinct());
    return new UniqueConstraint(
        unique.name(),
        keys(at, unique.keys()),
        List.of(),
        false,
        Deferrability.NOT_DEFERRABLE,
        unique.options());
  }

  private CheckConstraint check(String at, CheckConstraint check) {
    return new CheckConstraint(
        check.name(), report.expression(at, check.expression()), false, false, check.options());
  }

  private ForeignKey foreignKey(String at, ForeignKey key) {
    if (!key.references().schema().isEmpty()) report.noNamespace(at, key.references());
    if (!Set.of("SIMPLE", "FULL", "PARTIAL").contains(key.match().toUpperCase(Locale.ROOT))) {
      report.error(at, "MATCH " + key.match() + " is not known.", "It is SIMPLE, FULL or PARTIAL.");
    }
    if (!key.setColumns().isEmpty()) {
      report.error(
          at,
          "In SQLite SET NULL and SET DEFAULT act on all columns of a foreign key.",
          "Leave out the list of columns.");
    }
    return key.unlessUsual(ReferentialAction.NO_ACTION)
        .withNotValid(false)
        .withColumns(key.columnList(), key.references(), key.referencedColumns(), List.of());
  }

  private Index index(Index index) {
    String at = ref.index(index.name()).key();
    if (!index.method().isEmpty() && !index.method().equalsIgnoreCase("btree")) {
      report.error(
          at,
          "SQLite has no " + index.method() + " indexes.",
          "Declare " + index.name() + " for the other engine only.");
    }
    plain(at, "An index", index.include(), Deferrability.NOT_DEFERRABLE, index.nullsNotDistinct());
    return new Index(
        index.name(),
        index.unique(),
        "",
        keys(at, index.keys()),
        List.of(),
        index.where().map(w -> report.expression(at + ".where", w)),
        false,
        Options.none(),
        index.options());
  }

  private List<IndexKey> keys(String at, List<IndexKey> keys) {
    return keys.stream().map(key -> key(at, key)).toList();
  }

  private IndexKey key(String at, IndexKey key) {
    if (key.operatorClass().isPresent()) {
      report.error(
          at,
          "SQLite has no operator classes (" + key.operatorClass().get() + ").",
          "Leave it out on SQLite.");
    }
    if (key.prefixLength().isPresent()) {
      report.error(
          at,
          "SQLite has no prefix indexes.",
          "Index an expression: (substr(column, 1, " + key.prefixLength().getAsInt() + ")).");
    }
    boolean nullsFirst = key.nulls().filter(n -> n == IndexKey.Nulls.FIRST).isPresent();
    if (key.nulls().isPresent() && nullsFirst == key.descending()) {
      report.warn(
          at,
          "A SQLite index always has NULLs at the low end: NULLS %s is left out."
              .formatted(key.nulls().get()),
          "Nothing to do, if that is fine.");
    }
    return new IndexKey(
        key.column(),
        key.expression().map(e -> report.expression(at, e)),
        key.descending(),
        Optional.empty(),
        key.collation(),
        Optional.empty(),
        OptionalInt.empty());
  }

  private void plain(
      String at,
      String what,
      List<String> include,
      Deferrability deferrability,
      boolean nullsNotDistinct) {
    if (!include.isEmpty()) {
      report.warn(
          at,
          what + " of SQLite has no INCLUDE: " + String.join(", ", include) + " is left out.",
          "Nothing to do, if that is fine.");
    }
    if (deferrability != Deferrability.NOT_DEFERRABLE) {
      report.error(
          at, what + " of SQLite cannot be deferred.", "Leave out `deferrable` on SQLite.");
    }
    if (nullsNotDistinct) {
      report.error(
          at,
          what + " of SQLite always takes two NULLs for different.",
          "Leave out `nulls_not_distinct` on SQLite.");
    }
  }

  private void checkConflict(String at, SortedMap<String, String> options) {
    for (String key : List.of(SqliteOptions.ON_CONFLICT, SqliteOptions.NOT_NULL_ON_CONFLICT)) {
      String word = options.get(key);
      if (word == null || CONFLICTS.contains(word.toUpperCase(Locale.ROOT))) continue;
      report.error(
          at,
          "ON CONFLICT " + word + " is not known.",
          "It is rollback, abort, fail, ignore or replace.");
    }
  }
}

package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server how it would write partition keys and bounds, with temporary tables that have
 * only the key. Partitions that overlap, or that do not fit the key, are found by that too.
 */
final class PartitionBounds {
  private static final String KEY = "partition_by";
  private static final String PARTITIONED = "underpin_partitioned";
  private static final String PARTITION = "underpin_partition_";

  /** Errors of a definition, a value or a type: wrong whatever else there is. */
  private static final Set<String> CERTAIN =
      Set.of("42P16", "42P17", "42601", "42804", "42703", "42611");

  private static final String READ =
      """
      SELECT c.relname AS name,
             coalesce(pg_catalog.pg_get_expr(c.relpartbound, c.oid), pg_catalog.pg_get_partkeydef(c.oid)) AS text
      FROM pg_catalog.pg_class c
      WHERE c.relnamespace = pg_catalog.pg_my_temp_schema() AND c.relname ~ '^underpin_partition'
      """;

  private final Schema desired;
  private final Schema live;
  private final ScratchObjects objects;
  private final PostgresDialect dialect;
  private final PostgresDdl ddl;
  private final List<Table> asked;

  PartitionBounds(Schema desired, Schema live, ScratchObjects objects, PostgresDialect dialect) {
    this.desired = desired;
    this.live = live;
    this.objects = objects;
    this.dialect = dialect;
    this.ddl = dialect.ddl("");
    this.asked =
        desired.tables().values().stream()
            .filter(t -> t.options().containsKey(KEY) && mustAsk(t))
            .map(this::keyOf)
            .toList();
  }

  /** The partitioned tables that are asked about, with the columns of their keys alone. */
  List<Table> asked() {
    return asked;
  }

  private boolean mustAsk(Table table) {
    boolean sameKey = live.table(table.name()).filter(l -> key(table).equals(key(l))).isPresent();
    return !sameKey || partitions(table).stream().anyMatch(p -> !isLive(p));
  }

  private static Optional<String> key(Table table) {
    return Optional.ofNullable(table.options().get(KEY));
  }

  private boolean isLive(Table partition) {
    return live.table(partition.name())
        .flatMap(Table::partition)
        .filter(p -> p.bound().equals(bound(partition)))
        .isPresent();
  }

  private static SqlText bound(Table partition) {
    return partition.partition().map(Partition::bound).orElseThrow();
  }

  private List<Table> partitions(Table table) {
    return desired.tables().values().stream()
        .filter(t -> t.partition().filter(p -> p.of().equals(table.name())).isPresent())
        .toList();
  }

  private Table keyOf(Table table) {
    SqlText key = SqlText.of(table.options().getOrDefault(KEY, ""));
    List<Column> columns =
        table.columns().stream()
            .filter(c -> dialect.mentionsColumn(key, c.name()))
            .map(c -> Column.of(c.name(), c.type()).withCollation(c.collation()))
            .toList();
    return new Table(
        table.name(),
        columns,
        List.of(),
        List.of(),
        Optional.empty(),
        Options.with(Options.none(), KEY, Optional.of(key.written())));
  }

  /** The schema with keys and bounds as the server writes them. */
  Schema spell(Connection connection, Schema schema, Consumer<Note> notes) throws SQLException {
    Schema spelled = schema;
    for (Table table : asked) {
      Savepoint before = connection.setSavepoint();
      try {
        spelled = spell(connection, table, spelled, notes);
      } finally {
        if (!connection.isClosed()) connection.rollback(before);
      }
    }
    return spelled;
  }

  private Schema spell(Connection connection, Table table, Schema schema, Consumer<Note> notes)
      throws SQLException {
    List<Table> partitions = partitions(table);
    List<String> statements = new ArrayList<>(ddl.createTable(scratch(table), false));
    for (int i = 0; i < partitions.size(); i++)
      statements.addAll(ddl.createTable(scratch(partitions.get(i), i), false));
    if (failure(connection, String.join(";\n", statements)).isPresent())
      oneByOne(connection, table, partitions, notes);
    Map<String, String> read = new HashMap<>();
    CatalogRows.each(connection, READ, row -> read.put(row.text("name"), row.text("text")));
    Schema spelled = schema;
    for (int i = 0; i < partitions.size(); i++)
      spelled = withBound(spelled, partitions.get(i), read.get(PARTITION + i));
    return withKey(spelled, table, read.get(PARTITIONED));
  }

  private Table scratch(Table table) {
    String key = table.options().getOrDefault(KEY, "");
    return table
        .withName(new QualifiedName("pg_temp", PARTITIONED))
        .mapColumns(
            c ->
                Column.of(c.name(), objects.toScratch(c.type()))
                    .withCollation(c.collation().map(objects::collationToScratch)))
        .withOptions(Options.with(table.options(), KEY, Optional.of(objects.toScratch(key))));
  }

  private Table scratch(Table partition, int number) {
    SqlText bound = SqlText.of(objects.toScratch(bound(partition).written()));
    return new Table(
            new QualifiedName("pg_temp", PARTITION + number),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Options.none())
        .withPartition(
            Optional.of(
                new Partition(new QualifiedName("pg_temp", PARTITIONED), bound, new TreeMap<>())));
  }

  private void oneByOne(
      Connection connection, Table table, List<Table> partitions, Consumer<Note> notes)
      throws SQLException {
    Optional<SQLException> failure =
        failure(connection, String.join(";\n", ddl.createTable(scratch(table), false)));
    failure.ifPresent(e -> notes.accept(note(table, e)));
    if (failure.isPresent()) return;
    for (int i = 0; i < partitions.size(); i++) {
      Table partition = partitions.get(i);
      failure(connection, String.join(";\n", ddl.createTable(scratch(partition, i), false)))
          .ifPresent(e -> notes.accept(note(partition, e)));
    }
  }

  /** What the server says of the text is certain; anything else may be of these copies alone. */
  private static Note note(Table table, SQLException e) {
    String state = String.valueOf(e.getSQLState());
    boolean certain = state.startsWith("22") || CERTAIN.contains(state);
    return certain
        ? Note.rejected(ObjectRef.table(table.name()), Rejections.words(e))
        : new Note(
            table.name().toString(),
            "the server could not give the canonical form of this (%s); it is compared as text"
                .formatted(Rejections.message(e)));
  }

  private static Optional<SQLException> failure(Connection connection, String sql)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      CatalogRows.execute(connection, sql);
      connection.releaseSavepoint(before);
      return Optional.empty();
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      connection.rollback(before);
      return Optional.of(e);
    }
  }

  private Schema withBound(Schema schema, Table partition, @Nullable String read) {
    if (read == null) return schema;
    Table table = schema.table(partition.name()).orElse(partition);
    SqlText bound = bound(table).withCanonical(objects.fromScratch(read));
    return schema.put(table.withPartition(table.partition().map(p -> p.withBound(bound))));
  }

  private Schema withKey(Schema schema, Table table, @Nullable String read) {
    Optional<Table> there = schema.table(table.name()).filter(t -> read != null);
    if (there.isEmpty()) return schema;
    Optional<String> key = Optional.ofNullable(read).map(objects::fromScratch);
    return schema.put(there.get().withOptions(Options.with(there.get().options(), KEY, key)));
  }
}

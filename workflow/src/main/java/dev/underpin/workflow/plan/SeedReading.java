package dev.underpin.workflow.plan;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.request.SeedDifference;
import dev.underpin.planner.seed.SeedQuestions;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.database.LiveDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the reference rows that are declared with those of the live database. */
record SeedReading(Dialect dialect, Optional<LiveDatabase> live) {
  /**
   * What is not as it is declared.
   *
   * @param target the declared schema
   * @param only the tables that may change; empty where all may
   */
  List<SeedDifference> of(
      DesiredSchema desired, Schema target, Set<String> only, List<Note> notes) {
    List<SeedDifference> differences = new ArrayList<>();
    List<Seed> seeds =
        desired.declared().seeds().stream()
            .filter(seed -> target.table(seed.table()).isPresent())
            .filter(
                seed ->
                    only.isEmpty()
                        || only.contains(seed.table().name())
                        || only.contains(seed.table().toString()))
            .toList();
    if (seeds.isEmpty()) return differences;
    if (live.isEmpty()) {
      notes.add(new Note("seed", "the rows are not compared, because no database was asked."));
      return differences;
    }
    Schema found = live.get().database().readSchema();
    for (Seed seed : seeds)
      differences.add(
          difference(
              seed, target.table(seed.table()).orElseThrow(), found, desired.declared().hints()));
    return differences;
  }

  private SeedDifference difference(Seed seed, Table declared, Schema found, Hints hints) {
    QualifiedName renamed = hints.renamedTables().getOrDefault(seed.table(), seed.table());
    Optional<Table> table = found.table(seed.table()).or(() -> found.table(renamed));
    if (table.isEmpty()) return SeedQuestions.allMissing(seed);
    Map<String, String> names = new HashMap<>();
    for (Column column : declared.columns()) {
      String old =
          hints
              .renamedColumns()
              .getOrDefault(new ColumnRef(seed.table(), column.name()), column.name());
      table
          .get()
          .column(column.name())
          .or(() -> table.get().column(old))
          .ifPresent(is -> names.put(column.name(), is.name()));
    }
    SeedQuestions questions = new SeedQuestions(dialect, seed, declared, table.get().name(), names);
    Database database = live.orElseThrow().database();
    for (String sql : questions.queries())
      for (List<Optional<String>> row : database.asking(() -> Sql.rows(database.connection(), sql)))
        questions.answered(row);
    return questions.difference();
  }
}

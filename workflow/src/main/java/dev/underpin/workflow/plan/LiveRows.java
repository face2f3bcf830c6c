package dev.underpin.workflow.plan;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.request.SeedDifference;
import dev.underpin.planner.seed.RemovedRows;
import dev.underpin.planner.seed.SeedQuestions;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.declared.SeedValue;
import dev.underpin.schema.declared.SeededRows;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.workflow.plan.SeedReading.TableRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The reference rows of a database: the server compares their values. */
record LiveRows(Dialect dialect, Database database) implements SeedReading.Source {
  @Override
  public Schema found() {
    return database.readSchema();
  }

  @Override
  public List<Note> notes() {
    return List.of();
  }

  @Override
  public SeedDifference missing(TableRows rows, Seed wanted, Seed known) {
    if (rows.is().isEmpty()) return SeedQuestions.allMissing(wanted);
    SeedQuestions questions =
        new SeedQuestions(dialect, wanted, rows.declared(), rows.is().get().name(), rows.names());
    ask(questions.queries(), questions::answered);
    return questions.difference();
  }

  @Override
  public List<SeedDifference.Removed> toDelete(TableRows rows, Seed wanted, List<Seed.Row> gone) {
    if (rows.is().isEmpty() || gone.isEmpty()) return List.of();
    List<String> key = new ArrayList<>();
    for (String column : wanted.key()) {
      String live = rows.names().get(column);
      if (live == null) return List.of();
      key.add(live);
    }
    List<Seed.Row> keys = new ArrayList<>();
    for (Seed.Row row : gone) {
      Map<String, SeedValue> values = new LinkedHashMap<>();
      List<SeedValue> its = wanted.key().stream().map(row.values()::get).toList();
      for (int i = 0; i < key.size(); i++) values.put(key.get(i), its.get(i));
      keys.add(SeededRows.row(values));
    }
    Table table = rows.is().get();
    RemovedRows questions =
        new RemovedRows(dialect, SeededRows.seed(table.name(), key, keys), table);
    ask(questions.queries(), questions::answered);
    return questions.rows();
  }

  private void ask(List<String> queries, Consumer<List<Optional<String>>> answered) {
    for (String sql : queries)
      for (List<Optional<String>> row : database.asking(() -> Sql.rows(database.connection(), sql)))
        answered.accept(row);
  }
}

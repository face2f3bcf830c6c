package dev.underpin.workflow.status;

import dev.underpin.planner.request.SeedDifference;
import dev.underpin.planner.seed.SeedQuestions;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.declared.SeedValue;
import dev.underpin.schema.declared.SeededRows;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks for reference rows that are missing or have other values. They are rows, and an application
 * may change them: a note says it, and it is no drift of the schema.
 */
record SeedDrift(
    Database database, Schema found, String namespace, String compared, String remedy) {
  /** So many rows are named. */
  private static final int NAMED = 5;

  /** A note for each table whose rows differ. */
  List<Note> notes(Collection<Seed> seeds) {
    List<Note> notes = new ArrayList<>();
    for (Seed seed : seeds)
      found.table(seed.table()).flatMap(table -> note(seed, table)).ifPresent(notes::add);
    return notes;
  }

  private Optional<Note> note(Seed seed, Table table) {
    Map<String, String> names =
        table.columns().stream()
            .map(Column::name)
            .collect(Collectors.toMap(Function.identity(), Function.identity()));
    if (!names.keySet().containsAll(seed.key())) return Optional.empty();
    SeedQuestions questions =
        new SeedQuestions(
            database.dialect(), withColumnsOf(seed, names.keySet()), table, table.name(), names);
    String subject = seed.table().without(namespace).toString();
    try {
      for (String sql : questions.queries())
        for (List<Optional<String>> row :
            database.asking(() -> Sql.rows(database.connection(), sql))) questions.answered(row);
    } catch (UnderpinException e) {
      return Optional.of(
          new Note(subject, "the rows of seed were not compared: " + e.getMessage()));
    }
    SeedDifference difference = questions.difference();
    return difference.isEmpty()
        ? Optional.empty()
        : Optional.of(new Note(subject, text(difference)));
  }

  /** A column that is gone is a difference of the schema. */
  static Seed withColumnsOf(Seed seed, Set<String> names) {
    List<Seed.Row> rows = new ArrayList<>();
    for (Seed.Row row : seed.rows()) {
      Map<String, SeedValue> values = new LinkedHashMap<>(row.values());
      values.keySet().retainAll(names);
      rows.add(SeededRows.row(values));
    }
    return SeededRows.seed(seed.table(), seed.key(), rows);
  }

  private String text(SeedDifference difference) {
    List<String> parts = new ArrayList<>();
    List<SeedDifference.Row> missing =
        difference.rows().stream().filter(SeedDifference.Row::isMissing).toList();
    List<SeedDifference.Row> changed =
        difference.rows().stream().filter(row -> !row.isMissing()).toList();
    if (!missing.isEmpty())
      parts.add(
          missing.size()
              + (missing.size() == 1 ? " row is" : " rows are")
              + " missing ("
              + names(missing, row -> key(difference.seed(), row))
              + ")");
    if (!changed.isEmpty())
      parts.add(
          changed.size()
              + (changed.size() == 1 ? " row has" : " rows have")
              + " other values ("
              + names(
                  changed,
                  row ->
                      key(difference.seed(), row) + ": " + String.join(", ", row.before().keySet()))
              + ")");
    return "the rows of seed are not as %s has them: %s. %s writes them again; to keep the rows as they are, change the YAML."
        .formatted(compared, String.join(", ", parts), remedy);
  }

  private static String names(
      List<SeedDifference.Row> rows, Function<SeedDifference.Row, String> name) {
    return rows.stream().limit(NAMED).map(name).collect(Collectors.joining("; "))
        + (rows.size() > NAMED ? "; and " + (rows.size() - NAMED) + " more" : "");
  }

  private static String key(Seed seed, SeedDifference.Row row) {
    return seed.identity(row.declared()).stream()
        .map(SeedValue::text)
        .collect(Collectors.joining(", "));
  }
}

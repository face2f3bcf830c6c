package dev.underpin.runner.history;

import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the history has beside the rows of the steps. */
final class MeasuresReader {
  private MeasuresReader() {}

  static Measures of(Database database, Attempt attempt) throws SQLException {
    HistoryTables tables = new HistoryTables(database);
    DamagedHistory damage = new DamagedHistory(database);
    String all = HistoryTables.observed(attempt.seq(), "%");
    String predicted = HistoryTables.predicted(attempt.seq());
    String sql =
        tables.select(tables.models(), List.of("hash", "model")) + " WHERE hash = ? OR hash LIKE ?";
    Map<Integer, Prediction> predictions = new HashMap<>();
    Map<Integer, Observation> observed = new HashMap<>();
    for (List<Optional<String>> row :
        damage.asking(
            tables.models(), () -> Sql.rows(database.connection(), sql, predicted, all))) {
      String key = row.get(0).orElse("");
      String text = row.get(1).orElse("");
      damage.reading(
          tables.models(),
          "hash " + key,
          () -> {
            if (key.equals(predicted)) predictions.putAll(Prediction.read(text));
            else
              Observation.read(text)
                  .ifPresent(
                      o ->
                          observed.put(
                              Integer.valueOf(key.substring(key.lastIndexOf(':') + 1)), o));
            return key;
          });
    }
    return new Measures(predictions, observed);
  }
}

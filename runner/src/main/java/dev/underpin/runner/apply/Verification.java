package dev.underpin.runner.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Asks what a step must have made true. A row that is found fails the step. */
record Verification(Connection connection) {
  private static final int SHOWN = 3;

  /** Ask all queries of a step. */
  void of(MigrationStep step) throws SQLException {
    for (DataCheck query : step.verifications()) {
      List<String> found = rows(query.sql());
      if (found.isEmpty()) continue;
      String shown = String.join(", ", found.subList(0, Math.min(SHOWN, found.size())));
      throw UnderpinException.failed(
          FindingCode.VERIFICATION_FAILED,
          "The verification of step %s must find no row, and finds %s%s: %s"
              .formatted(
                  step.number(), shown, found.size() > SHOWN ? " and more" : "", query.sql()));
    }
  }

  /** The first value of a few rows. */
  private List<String> rows(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.setMaxRows(SHOWN + 1);
      try (ResultSet result = statement.executeQuery(sql)) {
        List<String> rows = new ArrayList<>();
        while (result.next()) rows.add(String.valueOf(result.getString(1)));
        return rows;
      }
    }
  }
}

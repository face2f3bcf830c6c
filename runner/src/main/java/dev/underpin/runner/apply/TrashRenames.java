package dev.underpin.runner.apply;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.runner.history.Attempt;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.model.SqlText;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Names in the trash carry their migration's token. When a migration that was rolled back begins
 * again, what its rollback put into the trash still has the names that another rollback will want:
 * it gets the token of the earlier attempt instead, or a new one where a shell ran the saved files.
 */
public record TrashRenames(Run run) {
  /**
   * What an item was called: {@code orders}, or {@code orders.status}.
   *
   * @param namespace the one that is not said
   */
  public static String formerName(TrashItem item, String namespace) {
    return item.column()
        .map(column -> item.table().without(namespace) + "." + TrashNames.plainName(column))
        .orElse(TrashNames.plainName(item.table().name()));
  }

  /** The token of an item: that of the column, or of the table. */
  public static Optional<String> token(TrashItem item) {
    return TrashNames.token(item.column().orElse(item.table().name()));
  }

  /** Give away the names that a migration will want. Part of the transaction in which it begins. */
  void makeFor(String migrationId, Catalog live) throws SQLException {
    String token = Tokens.of(migrationId);
    List<Attempt> earlier =
        HistoryReader.attempts(run.database()).stream()
            .filter(a -> a.entry().id().equals(migrationId) && a.token().equals(token))
            .toList();
    for (Attempt attempt : earlier) {
      String other = Tokens.of(migrationId + "#" + attempt.number());
      giveAway(token, other, live);
      giveAway(TrashNames.backToken(token), TrashNames.backToken(other), live);
      run.journal().retoken(attempt.seq(), other);
    }
    if (earlier.isEmpty()) leftByFiles(migrationId, token, live);
  }

  /**
   * A shell that ran the saved files left something in the trash, and no attempt in the history.
   */
  private void leftByFiles(String migrationId, String token, Catalog live) throws SQLException {
    String other = Tokens.of(migrationId + "#file" + System.nanoTime());
    giveAway(TrashNames.backToken(token), other, live);
  }

  private void giveAway(String token, String other, Catalog live) throws SQLException {
    for (TrashItem item : live.trash()) {
      if (token(item).filter(token::equals).isPresent()) rename(item, other);
    }
    for (String sql : run.session().renameTrash(token, name -> renamed(name, other))) {
      Sql.execute(run.session().connection(), sql);
    }
  }

  private void rename(TrashItem item, String token) throws SQLException {
    Dialect dialect = run.database().dialect();
    String name = item.column().orElse(item.table().name());
    Optional<SqlText> what = item.column().map(c -> dialect.template("").fragment("COLUMN {} ", c));
    Sql.execute(
        run.session().connection(),
        dialect.sql("ALTER TABLE {} RENAME {}TO {}", item.table(), what, renamed(name, token)));
  }

  private String renamed(String name, String token) {
    return TrashNames.of(
        token, TrashNames.plainName(name), run.database().dialect().maxIdentifierBytes());
  }
}

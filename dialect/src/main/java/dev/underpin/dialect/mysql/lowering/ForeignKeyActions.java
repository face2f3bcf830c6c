package dev.underpin.dialect.mysql.lowering;

import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Table;

/**
 * RESTRICT and NO ACTION do the same in InnoDB, and the server shows which of them was said: MySQL
 * takes a key that says neither for NO ACTION, MariaDB for RESTRICT. A key is not changed only
 * because of the word, and one that is created again gets the word that it had.
 */
public final class ForeignKeyActions {
  private ForeignKeyActions() {}

  /** A table whose foreign keys do not tell the words apart; the very same where none is said. */
  public static Table folded(Table table) {
    boolean says =
        table.constraintsOf(ForeignKey.class).stream().anyMatch(k -> !k.equals(folded(k)));
    return says ? table.mapConstraints(ForeignKeyActions::folded) : table;
  }

  public static Constraint folded(Constraint constraint) {
    return constraint instanceof ForeignKey key ? folded(key) : constraint;
  }

  private static ForeignKey folded(ForeignKey key) {
    return key.unlessUsual(ReferentialAction.NO_ACTION).unlessUsual(ReferentialAction.RESTRICT);
  }
}

package dev.underpin.dialect.mysql.lowering;

import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Table;

/**
 * RESTRICT and NO ACTION do the same in InnoDB, and the server shows which of them was said: MySQL
 * takes a key that says neither for NO ACTION, MariaDB for RESTRICT. In the model NO ACTION stands
 * for what the server takes it for, and RESTRICT for the other word. A key is not changed only
 * because of the word, and one that is created again gets the word that it had.
 */
public final class ForeignKeyActions {
  private ForeignKeyActions() {}

  /** A table whose foreign keys do not tell the two words apart; the very same without RESTRICT. */
  public static Table folded(Table table) {
    boolean says = table.constraintsOf(ForeignKey.class).stream().anyMatch(ForeignKeyActions::says);
    return says ? table.mapConstraints(ForeignKeyActions::folded) : table;
  }

  public static Constraint folded(Constraint constraint) {
    return constraint instanceof ForeignKey key ? folded(key) : constraint;
  }

  static ForeignKey folded(ForeignKey key) {
    return says(key) ? key.withActions(folded(key.onDelete()), folded(key.onUpdate())) : key;
  }

  private static boolean says(ForeignKey key) {
    return key.onDelete() == ReferentialAction.RESTRICT
        || key.onUpdate() == ReferentialAction.RESTRICT;
  }

  private static ReferentialAction folded(ReferentialAction action) {
    return action == ReferentialAction.RESTRICT ? ReferentialAction.NO_ACTION : action;
  }
}

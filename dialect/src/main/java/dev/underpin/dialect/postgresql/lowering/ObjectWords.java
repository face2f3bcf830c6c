package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;

/** What a kind of objects is called in SQL, behind DROP, ALTER and COMMENT ON. */
public final class ObjectWords {
  private ObjectWords() {}

  public static SqlText of(Kind kind) {
    return SqlText.of(
        switch (kind) {
          case COMPOSITE_TYPE, RANGE_TYPE -> "TYPE";
          case FOREIGN_SERVER -> "SERVER";
          default -> kind.name().replace('_', ' ');
        });
  }
}
